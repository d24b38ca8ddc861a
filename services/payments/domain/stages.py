"""Stage payments: fixed before the works, on valuation, with what is held back until the end."""

from decimal import ROUND_DOWN, Decimal

from services.payments.domain.accounts import Account
from services.payments.domain.invoices import Invoice, PaymentRefused
from shared.mistakes import Mistake
from shared.money import NIL, PENNY
from shared.problems import InvalidInput
from shared.schema import Date, Field, Model, Pounds, example

FIXED = "Gloucester 5; Stroud App 4 7"
"""Number and size of interim payments are fixed before the works begin."""


class Stage(Model):
    """One interim payment, and what has to be done for it."""

    name: str = Field(min_length=1, max_length=100)
    """What is done by then, up to 100 characters."""
    amount: Pounds = Field(gt=0)
    """The most that is paid for it, in pounds."""


class StagePlan(Model):
    """Which interim payments there are; the rest is paid after completion."""

    model_config = example(
        stages=[
            {"name": "Foundations and floor", "amount": "9000.00"},
            {"name": "Roof on", "amount": "9000.00"},
        ],
        retention_percent=5,
    )

    stages: tuple[Stage, ...] = Field(min_length=1, max_length=20)
    """The interim payments in their order, at most 20."""
    retention_percent: int = Field(default=0, ge=0, le=20)
    """In hundredths of each interim payment: held back until the final invoice is approved."""

    def retained_of(self, amount: Decimal) -> Decimal:
        """What is held back of an interim payment, in pounds, down to the whole penny."""
        return (amount * self.retention_percent / 100).quantize(PENNY, ROUND_DOWN)


class PlanCorrection(Mistake):
    """Stages in place of those that were fixed wrongly."""

    model_config = example(
        plan={"stages": [{"name": "Roof on", "amount": "9000.00"}]}, reason="Of another case"
    )

    plan: StagePlan | None
    """The right stages; null where none were to be fixed."""


class Valuation(Model):
    """What the supervising officer found the work done to be worth on a day."""

    model_config = example(valued_on="2026-03-06", value="9500.00", remarks="Floor laid, walls up")

    valued_on: Date
    """The day of the visit; not after today."""
    value: Pounds
    """All work done so far, with services and charges that were due, in pounds."""
    remarks: str = Field(default="", max_length=2000)
    """What was seen, up to 2,000 characters."""


class Acceptance(Model):
    """Whether the applicant is satisfied with the completed works (guidance B133 to B135)."""

    model_config = example(satisfied=True, said_on="2026-03-09")

    satisfied: bool
    """Whether they signed that they are."""
    said_on: Date
    """The day on which they said so; not after today."""
    concerns: str | None = Field(default=None, min_length=1, max_length=2000)
    """What they are not satisfied with, up to 2,000 characters; null where they are."""
    judgement: str | None = Field(default=None, min_length=1, max_length=2000)
    """Why the authority is satisfied in the light of those concerns, up to 2,000 characters; null
    until it has come to that."""


def check_plan(plan: StagePlan, account: Account, at: str = "") -> None:
    """Stages have names of their own, and together stay within the limit before completion.

    `at` is where the plan stands in the body.
    """
    names = [stage.name.casefold() for stage in plan.stages]
    if len(set(names)) < len(names):
        raise InvalidInput.at(f"{at}/stages", "two stages have the same name")
    total = sum((stage.amount for stage in plan.stages), NIL)
    if total > account.interim_limit:
        raise InvalidInput.at(
            f"{at}/stages",
            f"{total:.2f} in all: before completion at most {account.interim_limit:.2f} can be"
            f" paid ({account.stage_limit.clause})",
        )


def check_stage(plan: StagePlan | None, invoice: Invoice, claimed_before: Decimal) -> None:
    """An interim invoice is for a stage of the plan, and within what that may come to."""
    if plan is None:
        if invoice.plan_stage is not None:
            raise PaymentRefused("no stages were fixed for this case")
        return
    stage = next((s for s in plan.stages if s.name == invoice.plan_stage), None)
    if stage is None:
        raise PaymentRefused(f"an interim invoice names a stage of the plan ({FIXED})")
    left = stage.amount - claimed_before
    if invoice.amount > left:
        raise PaymentRefused(f"more than the {left:.2f} that is left of this stage ({FIXED})")


def check_accepted(acceptance: Acceptance | None) -> None:
    """The last payment waits for the applicant's acceptance, or for the recorded judgement."""
    if acceptance is None:
        raise PaymentRefused("the applicant has not said yet whether they accept the works (6.17)")
    if not acceptance.satisfied and acceptance.judgement is None:
        raise PaymentRefused(
            "the applicant is not satisfied: record how the authority came to its judgement, or"
            " withhold the payment (guidance B134, B135)"
        )
