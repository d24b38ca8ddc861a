"""A provider's file, row by row: everything usable taken, everything else named.

A cell that cannot be read leaves its measurement unrecorded and is named in the row's report. A row
is taken whole or not at all; the same row sent again comes to the same home.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from services.register.domain.cells import IN_MM, Column, UnreadableError, is_blank, read
from services.register.domain.home import Home
from shared.problems import InvalidInput
from shared.schema import Model

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
    """The rows that hold homes, what their columns stand for, and what is passed over."""

    columns: Sequence[Column | None]
    passed_over: Sequence[str]
    rows: Iterator[Row]


class Remark(Model):
    """One cell: what was wrong with it, or how it was read where there was a doubt."""

    column: str
    says: str
    taken: bool


class RowReport(Model):
    """What came of one row."""

    row: int
    uprn: str | None
    home: Home | None
    """None where the row could not be taken."""
    surveyed_on: date | None
    remarks: list[Remark]
    refused: str | None
    """Why the row was not taken."""


class Headings:
    """The columns that a provider's file may have, by their headings in any spelling."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._known = {
            _plain(name): (at, body)
            for at, body in document["columns"].items()
            for name in body["names"]
        }

    def are_in(self, cells: Sequence[object]) -> bool:
        """Whether the row is that of the headings: one of them is for the UPRN."""
        columns = (self.column(_named(cell)) for cell in cells)
        return any(column is not None and column.at == "uprn" for column in columns)

    def column(self, heading: str) -> Column | None:
        """What the heading stands for; None where it is not known."""
        spellings = (_UNIT.sub("", heading.lower()), _BRACKET.sub("", heading.lower()))
        known = next((k for s in spellings if (k := self._known.get(_plain(s)))), None)
        if known is None:
            return None
        at, body = known
        words = {word: code for code, names in body.get("choices", {}).items() for word in names}
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
    """The first sheet that has a heading for the UPRN within its first rows.

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
            columns, unknown = _columns(header, headings)
            most = len(columns) if sheet.separated else None
            table = Table(columns, unknown, _rows(numbered, columns, most))
    if table is None:
        raise InvalidInput("no heading for the UPRN in the first rows of the file")
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


def _columns(names: Sequence[str], headings: Headings) -> tuple[list[Column | None], list[str]]:
    columns: list[Column | None] = []
    unknown = []
    for name in names:
        column = headings.column(name)
        if column and any(other and other.at == column.at for other in columns):
            column = None
        columns.append(column)
        if name and column is None:
            unknown.append(f"column {name}")
    return columns, unknown


def _rows(
    numbered: Iterable[tuple[int, Sequence[object] | Unreadable]],
    columns: Sequence[Column | None],
    most: int | None,
) -> Iterator[Row]:
    """Every row that is not empty. One with the UPRN of an earlier one is refused, naming that.

    `most`: how many cells a row can have whose cells stand under their headings.
    """
    at, uprns = next(
        (n, column) for n, column in enumerate(columns) if column and column.at == "uprn"
    )
    seen: dict[str, int] = {}
    for number, cells in numbered:
        if isinstance(cells, Unreadable):
            yield Row(number, (), cells.why)
        elif all(is_blank(cell) for cell in cells):
            continue
        elif most is not None and not all(is_blank(cell) for cell in cells[most:]):
            yield Row(number, (), "it has more cells than there are headings")
        else:
            uprn = _uprn(cells[at : at + 1], uprns)
            first = seen.setdefault(uprn, number) if uprn else number
            why = None if first == number else f"the UPRN stands in row {first} already"
            yield Row(number, cells, why)


def _uprn(cells: Sequence[object], column: Column) -> str | None:
    """The UPRN in the one cell; None where it has none that can be used."""
    try:
        return next((read(cell, column).value for cell in cells if not is_blank(cell)), None)
    except UnreadableError:
        return None


def read_row(row: Row, columns: Sequence[Column | None]) -> RowReport:
    """What the row says of its home, and which of its cells say nothing that can be used."""
    answers: dict[str, Any] = {}
    remarks: list[Remark] = []
    for cell, column in zip(row.cells, columns, strict=False):
        if column is None or is_blank(cell):
            continue
        try:
            answer = read(cell, column)
            _put(answers, column.at.split("."), answer.value)
        except UnreadableError as error:
            remarks.append(Remark(column=column.heading, says=str(error), taken=False))
            continue
        if answer.remark:
            remarks.append(Remark(column=column.heading, says=answer.remark, taken=True))
    surveyed_on = answers.pop("surveyed_on", None)
    uprn = answers.get("uprn")
    refused = row.refused or (None if uprn else "no UPRN that can be used")
    return RowReport(
        row=row.number,
        uprn=uprn,
        home=None if refused else Home.model_validate(answers),
        surveyed_on=surveyed_on,
        remarks=remarks,
        refused=refused,
    )


def _put(answers: dict[str, Any], path: list[str], value: Any) -> None:
    """Put an answer in its place; UnreadableError where what it measures was said not to be there."""
    place = answers
    for key in path[:-1]:
        place = place.setdefault(key, {})
        if place is None:
            raise UnreadableError(
                f"measured, though {key.replace('_', ' ')} is said not to be there"
            )
    if value == {} and isinstance(place.get(path[-1]), dict):
        return
    if value is None and place.get(path[-1]):
        raise UnreadableError("said not to be there, though it is measured")
    place[path[-1]] = value
