"""Which homes a household's shortlist is made of, and what changed since the one before."""

import uuid
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from services.register.domain.fitting import Verdict
from services.register.domain.ranking import verdict_order
from shared.schema import Model

SHORTLIST = 20
"""Homes, or households, that are shown."""


class Among(StrEnum):
    """Which homes to look among."""

    EMPTY = "empty"
    OFTEN_RELET = "often_relet"
    ALL = "all"


class Listed(NamedTuple):
    """A home in its place of a shortlist."""

    home: str
    verdict: Verdict


class ListedHome(Model):
    """A home in its place of the shortlist."""

    home: uuid.UUID
    """The home, by its number in the register."""
    verdict: Verdict
    """How well it meets the need."""


class Change(StrEnum):
    """How a shortlist differs from the one before."""

    FIRST = "first"
    """There was none before."""
    BETTER = "better"
    """Its best home suits better than the best one did."""
    WORSE = "worse"
    OTHER_HOMES = "other_homes"
    """The best verdict is the same; homes entered or left."""
    NONE = "none"


class Changed(NamedTuple):
    """What changed, and the homes that entered and left in the order in which they stand."""

    change: Change
    entered: list[str]
    left: list[str]


def compare(before: Sequence[Listed] | None, now: Sequence[Listed]) -> Changed:
    """The shortlist beside the one before. One without homes is worse than any other."""
    if before is None:
        return Changed(Change.FIRST, [], [])
    known, kept = {one.home for one in before}, {one.home for one in now}
    entered = [one.home for one in now if one.home not in known]
    left = [one.home for one in before if one.home not in kept]
    if _best(now) != _best(before):
        change = Change.BETTER if _best(now) < _best(before) else Change.WORSE
    else:
        change = Change.OTHER_HOMES if entered or left else Change.NONE
    return Changed(change, entered, left)


def _best(shortlist: Sequence[Listed]) -> int:
    """The order of the best verdict; that of unsuitable homes, which no shortlist has, for none."""
    verdicts = (one.verdict for one in shortlist)
    return min(map(verdict_order, verdicts), default=verdict_order(Verdict.UNSUITABLE))
