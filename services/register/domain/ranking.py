"""The order of a shortlist: keys in the order that a district chose, best first.

Usual: the verdict, then not to spend a better-adapted home on a lesser need, then the band and its
date, then preferences. An officer decides; the order only says where to look first.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from services.register.domain.fitting import Match, Verdict
from services.register.domain.needs import Band, Need

PENCE = 100
UNPRICED = 10**9
"""Pence by which works that have to be quoted for come after all that have a price."""

NO_BAND = len(Band)
NO_DATE = date.max.toordinal()


class Key(StrEnum):
    """What a shortlist can be ordered by."""

    VERDICT = "verdict"
    WASTE = "waste"
    BAND = "band"
    BAND_DATE = "band_date"
    PREFERENCE = "preference"
    SPARE_BEDROOMS = "spare_bedrooms"
    COST = "cost"


class Candidate(NamedTuple):
    """A match with the need that it is about."""

    match: Match
    need: Need


def rank(candidates: Iterable[Candidate], keys: Sequence[str]) -> list[Candidate]:
    """The candidates in the order of the keys; those that are alike by id, so that it is fixed."""
    order = order_of(keys)
    return sorted(candidates, key=lambda c: (order(c), c.match.home, c.match.need))


def order_of(keys: Sequence[str]) -> Callable[[Candidate], tuple[int, ...]]:
    """What a candidate is ordered by under the keys, the least first."""
    functions = [_KEYS[Key(key)] for key in keys]
    return lambda candidate: tuple(function(candidate) for function in functions)


def verdict_order(verdict: Verdict) -> int:
    return _VERDICTS[verdict]


def band_order(need: Need) -> int:
    return NO_BAND if need.band is None else _BANDS[need.band]


def band_date_order(need: Need) -> int:
    """The longer a household has had its band, the sooner it comes."""
    return NO_DATE if need.band_date is None else need.band_date.toordinal()


def pence(cost: Decimal | None) -> int:
    return UNPRICED if cost is None else int(cost * PENCE)


_VERDICTS = {verdict: n for n, verdict in enumerate(Verdict)}
_BANDS = {band: n for n, band in enumerate(Band)}
_KEYS: dict[Key, Callable[[Candidate], int]] = {
    Key.VERDICT: lambda c: verdict_order(c.match.verdict),
    Key.WASTE: lambda c: c.match.waste,
    Key.BAND: lambda c: band_order(c.need),
    Key.BAND_DATE: lambda c: band_date_order(c.need),
    Key.PREFERENCE: lambda c: -c.match.preference,
    Key.SPARE_BEDROOMS: lambda c: c.match.spare_bedrooms,
    Key.COST: lambda c: pence(c.match.cost.mid if c.match.cost else None),
}
