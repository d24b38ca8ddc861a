"""What was recorded by mistake or is given up: it stays where it was, and does not count."""

import datetime as dt
from enum import StrEnum

from shared.problems import WrongState
from shared.schema import Field, Model, example


class Mistake(Model):
    """Why something that was recorded does not count."""

    model_config = example(reason="Entered on the wrong case")

    reason: str = Field(min_length=1, max_length=1000)
    """What was mistaken, up to 1,000 characters."""


class SaidAnew(Model):
    """Something that is said in place of what was said before, which stays to be read."""

    reason: str | None = Field(default=None, min_length=1, max_length=1000)
    """Why it is said anew, up to 1,000 characters; null the first time."""


class TakenBack(Model):
    """When, by whom and why something was taken back."""

    on: dt.date
    """The day from which it does not count."""
    by: str
    """Who took it back."""
    because: str
    """Why."""


def check_last(step: StrEnum, last: StrEnum) -> None:
    """Steps are taken back one by one: a request that is sent twice takes no second one back."""
    if step != last:
        raise WrongState(f"the last step now is: {last}")
