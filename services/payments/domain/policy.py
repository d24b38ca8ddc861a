"""The section `payments` of an authority's policy."""

from decimal import ROUND_DOWN, Decimal

from shared.money import PENNY
from shared.policies import Entry
from shared.schema import Field, Model


class StageLimit(Entry):
    """How much of a sum may be paid before the works are complete."""

    percent: int = Field(gt=0, le=100)
    """In hundredths of the sum, 1 to 100."""

    def of(self, amount: Decimal) -> Decimal:
        """That part of an amount in pounds, down to the whole penny."""
        return (amount * self.percent / 100).quantize(PENNY, ROUND_DOWN)


class PayWithin(Entry):
    """How soon an acceptable invoice is to be paid."""

    days: int | None = Field(gt=0)


class PaymentsPolicy(Model):
    """What an authority settles about paying."""

    stage_limit: StageLimit
    """Of the award (section 35)."""
    contractor_limit: StageLimit | None = None
    """Beside it, of what any one contractor is to be paid."""
    pay_within_days: PayWithin | None = None
