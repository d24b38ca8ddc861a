"""Average times as a council reports them: mean, median, least and most (Cannock Chase App 2)."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

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
    if not days:
        return Spread(mean=None, median=None, minimum=None, maximum=None)
    mean = Decimal(sum(days)) / len(days)
    return Spread(
        mean=_tenths(mean),
        median=_tenths(Decimal(str(median(days)))),
        minimum=min(days),
        maximum=max(days),
    )


def share(part: int, whole: int) -> str | None:
    """So many of so many in percent, with one decimal place; None of none."""
    return _tenths(Decimal(100 * part) / whole) if whole else None


def _tenths(value: Decimal) -> str:
    return str(value.quantize(TENTH, ROUND_HALF_UP))
