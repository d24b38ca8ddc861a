"""Dates, as people and spreadsheets write them."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from time import strptime

from shared.sheets.answers import Answer, Column, UnreadableError

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


def day(cell: object, _: Column) -> Answer:
    """A date without its time; a bare number is what Excel counts a day by."""
    if isinstance(cell, datetime):
        return Answer(cell.date())
    if isinstance(cell, date):
        return Answer(cell)
    text = str(cell).strip()
    if isinstance(cell, int | float) or _SERIAL.fullmatch(text):
        return Answer(_serial(float(cell if isinstance(cell, int | float) else text)))
    return Answer(_written(_TIME.sub("", text)))


def _serial(days: float) -> date:
    if not _EXCEL_DAYS.start <= days < _EXCEL_DAYS.stop:
        raise UnreadableError("not a date")
    return _EXCEL_EPOCH + timedelta(days=int(days))


@lru_cache(maxsize=4096)
def _written(text: str) -> date:
    for form in _DATES:
        try:
            return date(*strptime(text, form)[:3])
        except ValueError:
            continue
    raise UnreadableError("not a date")
