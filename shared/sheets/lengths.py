"""Lengths and spaces, in whole millimetres whatever unit they were written in."""

import re
from datetime import date, datetime
from decimal import Decimal

from shared.sheets.answers import NO, Answer, Column, UnreadableError, words_of

IN_MM = {
    "mm": Decimal(1),
    "cm": Decimal(10),
    "m": Decimal(1000),
    "in": Decimal("25.4"),
    '"': Decimal("25.4"),
}
_LENGTH = re.compile(r'(\d+(?:\.\d+)?)\s*(mm|cm|m|in|")?', re.ASCII | re.IGNORECASE)
_FEET = re.compile(r"(\d+)\s*(?:'|ft)\s*(?:(\d+(?:\.\d+)?)\s*(?:\"|in)?)?", re.ASCII)
_SPACE = re.compile(r"(.+?)\s*(?:x|by|×)\s*(.+)", re.IGNORECASE)


def length(cell: object, column: Column) -> Answer:
    """A length in whole millimetres, whatever unit it was written in."""
    if isinstance(cell, bool | date | datetime):
        raise UnreadableError("not a length")
    text = words_of(cell)
    feet = _FEET.fullmatch(text)
    if feet:
        inches = Decimal(feet[1]) * 12 + Decimal(feet[2] or 0)
        return Answer(_plausible(_whole(inches, "in"), column))
    found = _LENGTH.fullmatch(text)
    if not found:
        raise UnreadableError("not a length")
    if found[2]:
        return Answer(_plausible(_whole(Decimal(found[1]), found[2].lower()), column))
    return _bare(Decimal(found[1]), column)


def _bare(number: Decimal, column: Column) -> Answer:
    """A number without its unit: the column's, or the only one that makes it plausible."""
    low, high = column.plausible
    value = _whole(number, column.unit)
    if low <= value <= high:
        return Answer(value)
    fitting = [u for u in ("mm", "cm", "m") if low <= _whole(number, u) <= high]
    if len(fitting) != 1:
        raise UnreadableError(f"{number}: not plausible in {column.unit}")
    return Answer(_whole(number, fitting[0]), f"{number} was read as {fitting[0]}")


def _plausible(value: int, column: Column) -> int:
    low, high = column.plausible
    if not low <= value <= high:
        raise UnreadableError(f"{value} mm is not plausible")
    return value


def _whole(number: Decimal, unit: str) -> int:
    """Down to a whole millimetre, so that nothing passes by rounding."""
    return int(number * IN_MM[unit])


def space(cell: object, column: Column) -> Answer:
    """A turning space: two lengths, or a flag that says there is none."""
    text = words_of(cell)
    if text in NO:
        return Answer(None)
    sides = _SPACE.fullmatch(text)
    if not sides:
        raise UnreadableError("a space is a length by a width")
    one, other = length(sides[1], column), length(sides[2], column)
    return Answer([one.value, other.value], one.remark or other.remark)
