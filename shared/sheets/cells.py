"""The cells of a file that somebody sends, read as answers: units, words and dates as they come.

Each reader takes a cell and its column and gives the answer, or raises `UnreadableError` with what is
wrong. A blank cell is no answer and does not come here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from time import strptime
from typing import Any

from shared.identifiers import parse_nhs_number, parse_postcode, parse_uprn

BLANK = {
    *("", "-", "na", "n/a", "tbc", "unknown", "not known", "not recorded", "?", "null"),
    *("not applicable", "nodata!", "no data!", "invalid!"),
}
YES = {"yes", "y", "true", "1", "x", "✓"}
NO = {"no", "n", "false", "0", "none"}

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
_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
_WHOLE_NUMBER = re.compile(r"\d{1,3}", re.ASCII)
_POUNDS = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,2})?", re.ASCII)
_COUNTED = re.compile(
    r"(?P<before>\d{1,2})?\s*\(?(?P<words>[a-z][a-z /-]*)\)?\s*\(?(?P<after>\d{1,2})?\)?", re.ASCII
)
"""A number as people write it out: `two`, `2 bedrooms`, `Bedsit (1)`."""
_LETTERS = re.compile("[a-z]+")
_SPELLED = {
    name: str(number)
    for number, name in enumerate(("one", "two", "three", "four", "five", "six"), start=1)
}
SAYS_NO_NUMBER = ""
"""What a word stands for that only says what is counted."""
_NUMBER_OF_ORGANISATION = re.compile(r"(org)?\d+", re.ASCII)
_WHOLE = re.compile(r"(-?\d+)\.0+", re.ASCII)
_AS_TEXT = re.compile(r'="([^"]*)"')
"""How people keep a spreadsheet from turning a UPRN into a number."""
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
LONGEST = 1_000
"""Characters of a cell: more is no answer."""
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?", re.ASCII)
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 60_000)
"""Serial days from 1954 to 2064, within which a bare number is taken for an Excel date."""
_DATES = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d/%m/%y",
    "%d-%b-%y",
)


class UnreadableError(Exception):
    """The cell says nothing that can be used; the reason is the message."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a heading stands for."""

    at: str
    """Where the answer belongs in what the row is read as."""
    kind: str
    heading: str
    unit: str = "mm"
    plausible: tuple[int, int] = (0, 100_000)
    words: Mapping[str, str] = field(default_factory=dict)
    """Of a choice: the code for each word; of a count: the number that a word stands for."""


@dataclass(frozen=True, slots=True)
class Answer:
    value: Any
    remark: str | None = None
    """How it was read, where the cell left a doubt."""


def is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and cell.strip().lower() in BLANK)


def read(cell: object, column: Column) -> Answer:
    """The answer of a cell that is not blank."""
    if isinstance(cell, str):
        cell = _usable(cell.strip())
    return _READERS[column.kind](cell, column)


def _usable(text: str) -> str:
    """What the cell says, where that is more than what the spreadsheet makes of it."""
    as_text = _AS_TEXT.fullmatch(text)
    if as_text:
        text = as_text[1].strip()
    if len(text) > LONGEST:
        raise UnreadableError(f"longer than {LONGEST:,} characters")
    if text in _ERRORS:
        raise UnreadableError("the spreadsheet shows an error here")
    if text.startswith("="):
        raise UnreadableError("a formula, not what it comes to")
    if "\0" in text:
        raise UnreadableError("not text")
    return text


def _words(cell: object) -> str:
    """In small letters; a whole number without the point that spreadsheets put after it."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip().lower()
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def _text(cell: object, _: Column) -> Answer:
    """As it stands; a number of a workbook without the point that it puts after it."""
    whole = isinstance(cell, float) and cell.is_integer()
    return Answer(f"{cell:.0f}" if whole else str(cell).strip())


def _name(cell: object, column: Column) -> Answer:
    """Of an organisation, whom CORE's bulk-upload file gives by number."""
    if _NUMBER_OF_ORGANISATION.fullmatch(_words(cell)):
        raise UnreadableError("the number of an organisation, not its name")
    return _text(cell, column)


def _uprn(cell: object, _: Column) -> Answer:
    return Answer(_parsed(parse_uprn, _words(cell)))


def _nhs_number(cell: object, _: Column) -> Answer:
    return Answer(_parsed(parse_nhs_number, _words(cell)))


def _postcode(cell: object, _: Column) -> Answer:
    return Answer(_parsed(parse_postcode, str(cell)))


def _parsed(door: Callable[[str], str], text: str) -> str:
    try:
        return door(text)
    except ValueError as error:
        raise UnreadableError(str(error)) from error


def _count(cell: object, column: Column) -> Answer:
    if isinstance(cell, date | datetime):
        raise UnreadableError("a date where a number was meant: the spreadsheet has changed it")
    text = _words(cell)
    if text in NO:
        return Answer(0)
    number = text if _NUMBER.fullmatch(text) else _in_words(text, column.words)
    if number is None:
        raise UnreadableError("not a whole number that can be right")
    return Answer(int(number))


def _age(cell: object, _: Column) -> Answer:
    """Whole years."""
    text = _words(cell)
    if not _WHOLE_NUMBER.fullmatch(text):
        raise UnreadableError("not a whole number of years")
    return Answer(int(text))


def _pounds(cell: object, _: Column) -> Answer:
    """A sum such as `4,860.00`, `£4860` or a number of the workbook, as pounds with two places."""
    text = _words(cell)
    if isinstance(cell, bool) or not (sum_ := _POUNDS.fullmatch(text)):
        raise UnreadableError("not a sum in pounds, such as 4860.00")
    return Answer(f"{Decimal(sum_[0].removeprefix('£').strip().replace(',', '')):.2f}")


def _in_words(text: str, words: Mapping[str, str]) -> str | None:
    """The number that words stand for, or that stands beside them; None where they differ."""
    found = _COUNTED.fullmatch(text)
    if found is None or (found["before"] and found["after"]):
        return None
    number = found["before"] or found["after"]
    said = " ".join(_LETTERS.findall(found["words"]))
    stands_for = words.get(said, _SPELLED.get(said))
    if stands_for == SAYS_NO_NUMBER:
        return number
    return stands_for if number in (None, "0", stands_for) else None


def _flag(cell: object, _: Column) -> Answer:
    text = _words(cell)
    if text in YES or text in NO:
        return Answer(text in YES)
    raise UnreadableError("neither yes nor no")


def _presence(cell: object, column: Column) -> Answer:
    """Whether there is one: what it measures is in columns of its own."""
    return Answer({} if _flag(cell, column).value else None)


def _choice(cell: object, column: Column) -> Answer:
    text = _words(cell)
    if text not in column.words:
        raise UnreadableError(f"not one of {', '.join(sorted(set(column.words.values())))}")
    return Answer(column.words[text])


def _rooms(cell: object, column: Column) -> Answer:
    names = [name.strip() for name in re.split(r"[,;/+&]", _words(cell)) if name.strip()]
    strange = [name for name in names if name not in column.words]
    if strange:
        raise UnreadableError(f"no such room: {', '.join(strange)}")
    return Answer(sorted({column.words[name] for name in names}))


def _mm(cell: object, column: Column) -> Answer:
    """A length in whole millimetres, whatever unit it was written in."""
    if isinstance(cell, bool | date | datetime):
        raise UnreadableError("not a length")
    text = _words(cell)
    feet = _FEET.fullmatch(text)
    if feet:
        inches = Decimal(feet[1]) * 12 + Decimal(feet[2] or 0)
        return Answer(_plausible(_whole(inches, "in"), column))
    length = _LENGTH.fullmatch(text)
    if not length:
        raise UnreadableError("not a length")
    if length[2]:
        return Answer(_plausible(_whole(Decimal(length[1]), length[2].lower()), column))
    return _bare(Decimal(length[1]), column)


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


def _space(cell: object, column: Column) -> Answer:
    """A turning space: two lengths, or a flag that says there is none."""
    text = _words(cell)
    if text in NO:
        return Answer(None)
    sides = _SPACE.fullmatch(text)
    if not sides:
        raise UnreadableError("a space is a length by a width")
    one, other = _mm(sides[1], column), _mm(sides[2], column)
    return Answer([one.value, other.value], one.remark or other.remark)


def _date(cell: object, _: Column) -> Answer:
    if isinstance(cell, datetime):
        return Answer(cell.date())
    if isinstance(cell, date):
        return Answer(cell)
    text = str(cell).strip()
    if isinstance(cell, int | float) or _SERIAL.fullmatch(text):
        return Answer(_serial(float(cell if isinstance(cell, int | float) else text)))
    return Answer(_day(_TIME.sub("", text)))


def _serial(days: float) -> date:
    if not _EXCEL_DAYS.start <= days < _EXCEL_DAYS.stop:
        raise UnreadableError("not a date")
    return _EXCEL_EPOCH + timedelta(days=int(days))


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    for form in _DATES:
        try:
            return date(*strptime(text, form)[:3])
        except ValueError:
            continue
    raise UnreadableError("not a date")


_READERS: dict[str, Callable[[object, Column], Answer]] = {
    "text": _text,
    "name": _name,
    "uprn": _uprn,
    "nhs_number": _nhs_number,
    "postcode": _postcode,
    "count": _count,
    "age": _age,
    "pounds": _pounds,
    "flag": _flag,
    "presence": _presence,
    "choice": _choice,
    "rooms": _rooms,
    "mm": _mm,
    "space": _space,
    "date": _date,
}
