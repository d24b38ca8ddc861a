"""Whether completed works meet the need that they were recommended for (guidance 6.17)."""

import datetime as dt
from typing import Annotated

from services.referral.domain.dates import not_ahead
from shared.problems import InvalidInput
from shared.schema import Date, Field, Flag, Model, example

Satisfaction = Annotated[int, Field(strict=True, ge=1, le=5)]


class CompletionCheck(Model):
    """What whoever assessed the person finds when the works are complete."""

    model_config = example(
        checked_on="2026-03-09",
        needs_met=True,
        accepted=True,
        satisfaction=5,
        remarks="She showers by herself.",
    )

    checked_on: Date
    """The day of the visit; not before the works were certified, nor after today."""
    needs_met: Flag
    """Whether the works meet the need; if not, the person is assessed again."""
    accepted: Flag
    """Whether the person signed that they accept the works."""
    satisfaction: Satisfaction | None = None
    """How content they are with all that was done, from 1 (not at all) to 5 (very); null where they
    were not asked or did not say (guidance 3.28)."""
    remarks: str = Field(default="", max_length=4000)
    """More about it; kept sealed, for the care team alone."""


def check_completion(check: CompletionCheck, certified_on: dt.date, today: dt.date) -> None:
    """Nothing can be checked before it is complete."""
    not_ahead("/checked_on", check.checked_on, today)
    if check.checked_on < certified_on:
        raise InvalidInput.at("/checked_on", f"the works were certified later, on {certified_on}")
