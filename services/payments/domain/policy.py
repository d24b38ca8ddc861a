"""The section `payments` of an authority's policy."""

from shared.policies import Entry
from shared.schema import Field, Model


class StageLimit(Entry):
    """How much of an award may be paid before the works are complete."""

    percent: int = Field(gt=0, le=100)


class PayWithin(Entry):
    """How soon an acceptable invoice is to be paid."""

    days: int | None = Field(gt=0)


class PaymentsPolicy(Model):
    """What an authority settles about paying."""

    stage_limit: StageLimit
    pay_within_days: PayWithin | None = None
