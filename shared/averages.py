"""Average times as a council reports them: mean, median, least and most (Cannock Chase App 2)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from shared.schema import Model

TENTH = Decimal("0.1")


class Spread(Model):
    """How long cases took."""

    mean: str | None
    """The mean, with one decimal place, half rounded up; null where there is no case."""
    median: str | None
    """The median, with one decimal place; null where there is no case."""
    minimum: int | None
    """The shortest; null where there is no case."""
    maximum: int | None
    """The longest; null where there is no case."""


def spread(days: Sequence[int]) -> Spread:
    """Mean, median, least and most of whole days."""
    return spread_of(Counter(days))


def spread_of(cases: Mapping[int, int]) -> Spread:
    """The same of how many cases took each number of days."""
    whole = sum(cases.values())
    if not whole:
        return Spread(mean=None, median=None, minimum=None, maximum=None)
    mean = Decimal(sum(days * count for days, count in cases.items())) / whole
    middle = _nth(cases, (whole - 1) // 2) + _nth(cases, whole // 2)
    return Spread(
        mean=_tenths(mean),
        median=_tenths(Decimal(middle) / 2),
        minimum=min(cases),
        maximum=max(cases),
    )


def _nth(cases: Mapping[int, int], place: int) -> int:
    """What the case at a place took, counted from nought and the shortest first."""
    before = 0
    for days in sorted(cases):
        before += cases[days]
        if before > place:
            return days
    raise IndexError(place)


def percentile(days: Sequence[int], percent: int) -> int | None:
    """Within how many days so many in a hundred were done; None of none (nearest rank)."""
    rank = -(-percent * len(days) // 100)
    return sorted(days)[rank - 1] if days else None


def share(part: int, whole: int) -> str | None:
    """So many of so many in percent, with one decimal place; None of none."""
    return _tenths(Decimal(100 * part) / whole) if whole else None


def whole_pounds(total: Decimal, number: int) -> str | None:
    """The average in pounds without its pence: cut, not rounded; None of none."""
    return str((total / number).quantize(Decimal(1), ROUND_DOWN)) if number else None


def _tenths(value: Decimal) -> str:
    return str(value.quantize(TENTH, ROUND_HALF_UP))
