"""How the account of an approved grant stands."""

from decimal import ROUND_DOWN, Decimal

from services.payments.domain.policy import StageLimit
from shared.money import NIL, PENNY
from shared.schema import Model, Pounds


class Account(Model):
    """How an approved grant stands: all amounts in pounds."""

    award: Pounds
    """What was awarded, all kinds together."""
    contribution: Pounds
    """What the applicant pays towards the scheme."""
    contribution_received: Pounds
    paid: Pounds
    """What was paid so far, from contribution and award together."""
    works_certified: bool
    stage_limit: StageLimit

    @property
    def budget(self) -> Decimal:
        """All that can be paid out."""
        return self.award + self.contribution

    @property
    def contribution_unspent(self) -> Decimal:
        """What came in from the applicant and was not paid out: the contribution is used first."""
        return max(NIL, self.contribution_received - self.paid)

    @property
    def interim_limit(self) -> Decimal:
        """What may be paid before completion: the contribution, and the part of the award that
        the limit allows, down to the whole penny (section 35; guidance B129).
        """
        part = self.award * self.stage_limit.percent / 100
        return self.contribution + part.quantize(PENNY, ROUND_DOWN)
