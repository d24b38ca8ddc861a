"""How the account of an approved grant stands."""

from decimal import Decimal

from services.payments.domain.policy import StageLimit
from shared.money import NIL
from shared.schema import Model, Pounds


class Account(Model):
    """How an approved grant stands: all amounts in pounds."""

    award: Pounds
    """What was awarded, all kinds together."""
    contribution: Pounds
    """What the applicant pays towards the scheme."""
    contribution_received: Pounds
    contribution_first: str | None
    """The clause by which nothing is paid before the whole contribution is in, where one asks it."""
    paid: Pounds
    """What was accepted for payment so far, from contribution and award together."""
    paid_from_award: Pounds
    works_certified: bool
    stage_limit: StageLimit

    @property
    def budget(self) -> Decimal:
        """All that can be paid out once the contribution is in."""
        return self.award + self.contribution

    @property
    def in_hand(self) -> Decimal:
        """What can still be paid now: the council lends the applicant nothing."""
        return self.award + self.contribution_received - self.paid

    @property
    def contribution_unspent(self) -> Decimal:
        """What came in from the applicant and was not paid out."""
        return self.contribution_received - (self.paid - self.paid_from_award)

    @property
    def interim_limit(self) -> Decimal:
        """What may be paid before completion: the contribution, and the part of the award that
        the limit allows (section 35; guidance B129).
        """
        return self.contribution + self.stage_limit.of(self.award)

    def from_award(self, amount: Decimal) -> Decimal:
        """How much of a payment comes from the award: the contribution is used first."""
        return max(NIL, amount - self.contribution_unspent)
