"""A table as CSV that a spreadsheet opens and never runs. Every export is written here."""

import codecs
import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

Cell = str | int | Decimal | dt.date | None
BEGINNING = codecs.BOM_UTF8
"""Of a table: what tells Excel that it is UTF-8."""
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet takes for a formula, or that hides one behind it."""


def csv_of(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with its mark, as Excel wants it; sums with two places, dates as YYYY-MM-DD."""
    return BEGINNING + lines_of([headings, *rows])


def lines_of(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Some rows of such a table, for one that is written a part after the other."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_written(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def harmless(text: str) -> str:
    """Text that stays text: an apostrophe stands before what would be run."""
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(_RUNS) else text


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:.2f}"
    if isinstance(cell, str):
        return harmless(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
