"""The cells of a file that somebody sends, read as answers: units, words and dates as they come.

Each reader takes a cell and its column and gives the answer, or raises `UnreadableError` with what is
wrong. A blank cell is no answer and does not come here.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from shared.identifiers import parse_nhs_number, parse_postcode, parse_uprn
from shared.sheets.answers import NO, YES, Answer, Column, UnreadableError, words_of
from shared.sheets.dates import day
from shared.sheets.lengths import length, space

BLANK = {
    *("", "-", "na", "n/a", "tbc", "unknown", "not known", "not recorded", "?", "null"),
    *("not applicable", "nodata!", "no data!", "invalid!"),
}
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
_AS_TEXT = re.compile(r'="([^"]*)"')
"""How people keep a spreadsheet from turning a UPRN into a number."""
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
LONGEST = 1_000
"""Characters of a cell: more is no answer."""


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


def _text(cell: object, _: Column) -> Answer:
    """As it stands; a number of a workbook without the point that it puts after it."""
    whole = isinstance(cell, float) and cell.is_integer()
    return Answer(f"{cell:.0f}" if whole else str(cell).strip())


def _name(cell: object, column: Column) -> Answer:
    """Of an organisation, whom CORE's bulk-upload file gives by number."""
    if _NUMBER_OF_ORGANISATION.fullmatch(words_of(cell)):
        raise UnreadableError("the number of an organisation, not its name")
    return _text(cell, column)


def _uprn(cell: object, _: Column) -> Answer:
    return Answer(_parsed(parse_uprn, words_of(cell)))


def _nhs_number(cell: object, _: Column) -> Answer:
    return Answer(_parsed(parse_nhs_number, words_of(cell)))


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
    text = words_of(cell)
    if text in NO:
        return Answer(0)
    number = text if _NUMBER.fullmatch(text) else _number_in(text, column.words)
    if number is None:
        raise UnreadableError("not a whole number that can be right")
    return Answer(int(number))


def _age(cell: object, _: Column) -> Answer:
    """Whole years."""
    text = words_of(cell)
    if not _WHOLE_NUMBER.fullmatch(text):
        raise UnreadableError("not a whole number of years")
    return Answer(int(text))


def _pounds(cell: object, _: Column) -> Answer:
    """A sum such as `4,860.00`, `£4860` or a number of the workbook, as pounds with two places."""
    text = words_of(cell)
    if isinstance(cell, bool) or not (sum_ := _POUNDS.fullmatch(text)):
        raise UnreadableError("not a sum in pounds, such as 4860.00")
    return Answer(f"{Decimal(sum_[0].removeprefix('£').strip().replace(',', '')):.2f}")


def _number_in(text: str, words: Mapping[str, str]) -> str | None:
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
    text = words_of(cell)
    if text in YES or text in NO:
        return Answer(text in YES)
    raise UnreadableError("neither yes nor no")


def _presence(cell: object, column: Column) -> Answer:
    """Whether there is one: what it measures is in columns of its own."""
    return Answer({} if _flag(cell, column).value else None)


def _choice(cell: object, column: Column) -> Answer:
    text = words_of(cell)
    if text not in column.words:
        raise UnreadableError(f"not one of {', '.join(sorted(set(column.words.values())))}")
    return Answer(column.words[text])


def _rooms(cell: object, column: Column) -> Answer:
    names = [name.strip() for name in re.split(r"[,;/+&]", words_of(cell)) if name.strip()]
    strange = [name for name in names if name not in column.words]
    if strange:
        raise UnreadableError(f"no such room: {', '.join(strange)}")
    return Answer(sorted({column.words[name] for name in names}))


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
    "mm": length,
    "space": space,
    "date": day,
}
