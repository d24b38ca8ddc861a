"""The table in a file that somebody sends: its headings, what they stand for, and the rows below."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from shared.problems import InvalidInput
from shared.sheets.answers import Column
from shared.sheets.cells import is_blank
from shared.sheets.lengths import IN_MM

HEADER_WITHIN = 20
"""Rows within which the headings must come: titles may stand above them."""
_UNIT = re.compile(rf"\(({'|'.join(unit for unit in IN_MM if unit.isalpha())})\)")
_BRACKET = re.compile(r"\(.*?\)")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row whose cells cannot be told apart, and why."""

    why: str


class Sheet(NamedTuple):
    """A sheet's name and its rows from the first on; a row without cells is empty."""

    name: str
    rows: Iterable[Sequence[object] | Unreadable]
    separated: bool = False
    """Whether one mark too many moves the cells of a row on, as a comma does in a CSV."""


class Row(NamedTuple):
    """A row under the headings as it came, counted as the spreadsheet counts them."""

    number: int
    cells: Sequence[object]
    refused: str | None = None
    """Why it cannot be taken, where that can be told before its cells are read."""


class Table(NamedTuple):
    """The rows that count, what their columns stand for, and what is passed over."""

    columns: Sequence[Column | None]
    passed_over: Sequence[str]
    rows: Iterator[Row]


class Headings:
    """The columns that a file may have, by their headings in any spelling.

    `key` is the column without which there is no table, `called` what people call it.
    """

    def __init__(self, document: Mapping[str, Any], *, key: str, called: str) -> None:
        self._key = key
        self.called = called
        self._known = {
            _plain(name): (at, body)
            for at, body in document["columns"].items()
            for name in body["names"]
        }
        self._notes = {_plain(note) for note in document.get("notes", ())}

    def are_in(self, cells: Sequence[object]) -> bool:
        """Whether the row is that of the headings: one of them is for the key."""
        columns = (self.column(_named(cell)) for cell in cells)
        return any(column is not None and column.at == self._key for column in columns)

    def is_note(self, cells: Sequence[object], columns: Sequence[Column | None]) -> bool:
        """Whether the row says of the columns what to enter, as CORE's bulk-upload file does."""
        first = next(iter(columns), None)
        return first is None and bool(cells) and _plain(_named(cells[0])) in self._notes

    def column(self, heading: str) -> Column | None:
        """What the heading stands for; None where it is not known."""
        spellings = (_UNIT.sub("", heading.lower()), _BRACKET.sub("", heading.lower()))
        known = next((k for s in spellings if (k := self._known.get(_plain(s)))), None)
        if known is None:
            return None
        at, body = known
        words = {
            word: str(code) for code, names in body.get("choices", {}).items() for word in names
        }
        unit = _UNIT.search(heading.lower())
        return Column(
            at=at,
            kind=body["kind"],
            heading=heading,
            unit=unit[1] if unit else "mm",
            plausible=tuple(body.get("plausible", (0, 100_000))),
            words=words,
        )


def _plain(heading: str) -> str:
    """A heading without case and marks."""
    return re.sub(r"[^a-z0-9]+", " ", heading.lower()).strip()


def find_table(sheets: Iterable[Sheet], headings: Headings) -> Table:
    """The first sheet that has a heading for the key within its first rows.

    InvalidInput where none has. What stands under a heading that is not known, or under a second
    one for the same answer, and every other sheet that has a name, is passed over, and named.
    """
    table, others = None, []
    for sheet in sheets:
        numbered = enumerate(sheet.rows, start=1)
        header = None if table else _header(numbered, headings)
        if header is None:
            others.append(f"sheet {_named(sheet.name)}")
        else:
            below = next(numbered, None)
            names: list[tuple[str, ...]] = [(name,) for name in header]
            if below and not isinstance(below[1], Unreadable) and headings.are_in(below[1]):
                names = list(zip_longest(header, map(_named, below[1]), fillvalue=""))
                below = None
            columns, unknown = _columns(names, headings)
            rows = chain([below] if below else [], numbered)
            width = len(columns) if sheet.separated else None
            table = Table(columns, unknown, _rows(rows, columns, width, headings))
    if table is None:
        raise InvalidInput(f"no heading for the {headings.called} in the first rows of the file")
    return table._replace(passed_over=[*table.passed_over, *others])


def _header(
    numbered: Iterator[tuple[int, Sequence[object] | Unreadable]], headings: Headings
) -> Sequence[str] | None:
    for number, cells in numbered:
        if not isinstance(cells, Unreadable) and headings.are_in(cells):
            return [_named(cell) for cell in cells]
        if number == HEADER_WITHIN:
            break
    return None


def _named(heading: object) -> str:
    """A heading on one line, of a length that can be told."""
    text = "" if heading is None else str(heading).replace("\0", "")
    return " ".join(text.split())[:100]


def _columns(
    names: Sequence[tuple[str, ...]], headings: Headings
) -> tuple[list[Column | None], list[str]]:
    """What each column stands for by its names, one above the other."""
    columns: list[Column | None] = []
    unknown = []
    for spellings in names:
        column = next((known for name in spellings if (known := headings.column(name))), None)
        if column and any(other and other.at == column.at for other in columns):
            column = None
        columns.append(column)
        name = next(filter(None, spellings), None)
        if name and column is None:
            unknown.append(f"column {name}")
    return columns, unknown


def _rows(
    numbered: Iterable[tuple[int, Sequence[object] | Unreadable]],
    columns: Sequence[Column | None],
    most: int | None,
    headings: Headings,
) -> Iterator[Row]:
    """Every row that is not empty and no note on the columns.

    `most`: how many cells a row can have whose cells stand under their headings.
    """
    for number, cells in numbered:
        if isinstance(cells, Unreadable):
            yield Row(number, (), cells.why)
        elif all(is_blank(cell) for cell in cells) or headings.is_note(cells, columns):
            continue
        elif most is not None and not all(is_blank(cell) for cell in cells[most:]):
            yield Row(number, (), "it has more cells than there are headings")
        else:
            yield Row(number, cells)
