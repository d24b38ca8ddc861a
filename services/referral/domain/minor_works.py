"""Works within the minor limit, which need no grant: ordered, done, and paid for by the county."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from services.referral.domain.dates import not_ahead
from shared.mistakes import Mistake, TakenBack
from shared.problems import InvalidInput
from shared.schema import Date, Field, Model, Pounds, example


class MinorKind(StrEnum):
    """Which service carries the works out."""

    MINOR_ADAPTATION = "minor_adaptation"
    HANDYPERSON = "handyperson"


class MinorOrder(Model):
    """What is to be done, and what it should cost."""

    model_config = example(
        kind="minor_adaptation", works="Two grab rails by the bath", estimate="85.00"
    )

    kind: MinorKind
    """Which service carries it out."""
    works: str = Field(min_length=1, max_length=500)
    """What is to be done, up to 500 characters. Stays in this service."""
    estimate: Pounds
    """What it should cost, in pounds; within the district's minor limit."""


class MinorCompletion(Model):
    """That the works are done, and what they cost."""

    model_config = example(done_on="2026-03-09", cost="92.50")

    done_on: Date
    """The day on which they were done; not before the order, nor after today."""
    cost: Pounds
    """What they cost, in pounds; also where that is more than was estimated."""


class CompletionCorrection(Mistake):
    """What is right of works that were recorded as done by mistake, or with a wrong day or sum."""

    model_config = example(
        reason="The sum of another order", completion={"done_on": "2026-03-09", "cost": "82.50"}
    )

    completion: MinorCompletion | None
    """When they were done and what they cost; null: they are not done."""


class CompletionTakenBack(TakenBack):
    """What was recorded of works by mistake, and why it does not count."""

    done_on: dt.date
    """The day on which they were said to be done."""
    cost: Pounds
    """What they were said to have cost, in pounds."""


def check_order(order: MinorOrder, limit: Decimal) -> None:
    """Works above the limit are for a grant. Raises `InvalidInput`."""
    if order.estimate > limit:
        detail = f"above the minor limit of £{limit:,.2f}: such works are for a grant"
        raise InvalidInput.at("/estimate", detail)


def check_completion(
    done: MinorCompletion, ordered_on: dt.date, today: dt.date, at: str = ""
) -> None:
    """Works are done after they are ordered. Raises `InvalidInput`."""
    not_ahead(f"{at}/done_on", done.done_on, today)
    if done.done_on < ordered_on:
        raise InvalidInput.at(f"{at}/done_on", f"ordered later, on {ordered_on}")


def check_correction(
    right: MinorCompletion | None, recorded: MinorCompletion, ordered_on: dt.date, today: dt.date
) -> None:
    """What is right is not what is recorded, and is possible. Raises `InvalidInput`."""
    if right == recorded:
        raise InvalidInput.at("/completion", "this is what is recorded already")
    if right is not None:
        check_completion(right, ordered_on, today, "/completion")
