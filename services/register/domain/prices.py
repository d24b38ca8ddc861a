"""What adaptations cost: a dated price book, in pounds."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from shared.schema import Date, Flag, Model, Pounds


class Price(Model):
    """The range of an item's price, the middle being the usual one."""

    low: Pounds
    mid: Pounds
    high: Pounds
    days: tuple[int, int] | None = None
    """Working days on site, from and to."""
    life: tuple[int, int] | None = None
    """Years that it lasts, from and to."""
    sourced: Flag = True
    """Whether the book's source gives it; another price is somebody's memory."""


class Cost(Model):
    """The range of a whole scheme's price."""

    low: Pounds
    """The least that the works are likely to cost, in pounds."""
    mid: Pounds
    """The most likely cost, in pounds: comparisons go by it."""
    high: Pounds
    """The most that the works are likely to cost, in pounds."""
    unsourced: tuple[str, ...] = ()
    """The items in it whose price has no source."""


class PriceBook(Model):
    version: str
    effective_from: Date
    source: str
    items: dict[str, Price]

    def cost(self, items: Iterable[str]) -> Cost | None:
        """The sum over the items; None where one of them has to be quoted for."""
        wanted = tuple(items)
        prices = [self.items.get(item) for item in wanted]
        found = [price for price in prices if price is not None]
        if len(found) < len(prices):
            return None
        return Cost(
            low=sum((p.low for p in found), Decimal(0)),
            mid=sum((p.mid for p in found), Decimal(0)),
            high=sum((p.high for p in found), Decimal(0)),
            unsourced=tuple(i for i in dict.fromkeys(wanted) if not self.items[i].sourced),
        )


def in_force(books: Iterable[PriceBook], on: date) -> PriceBook | None:
    """The latest book that has taken effect by the date; None where none has."""
    begun = (book for book in books if book.effective_from <= on)
    return max(begun, key=lambda book: book.effective_from, default=None)
