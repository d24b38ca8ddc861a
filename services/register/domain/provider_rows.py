"""A provider's file, row by row: everything usable taken, everything else named.

A cell that cannot be read leaves its measurement unrecorded and is named in the row's report. A row
is taken whole or not at all; the same row sent again comes to the same home.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from services.register.domain.cells import IN_MM, Column, UnreadableError, is_blank, read
from services.register.domain.home import Home
from shared.problems import InvalidInput
from shared.schema import Model

HEADER_WITHIN = 20
"""Rows within which the headings must come: titles may stand above them."""


class Remark(Model):
    """One cell: what was wrong with it, or how it was read where there was a doubt."""

    column: str
    says: str
    taken: bool


class RowReport(Model):
    """What came of one row, counted as the spreadsheet counts them."""

    row: int
    uprn: str | None
    home: Home | None
    """None where the row could not be taken."""
    surveyed_on: date | None
    remarks: list[Remark]
    refused: str | None = None
    """Why the row was not taken."""


class Headings:
    """The columns that a provider's file may have, by their headings in any spelling."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._known = {
            _plain(name): (at, body)
            for at, body in document["columns"].items()
            for name in body["names"]
        }

    def column(self, heading: object) -> Column | None:
        """What the heading stands for; None where it is not known."""
        text = "" if heading is None else str(heading)
        known = self._known.get(_plain(text))
        if known is None:
            return None
        at, body = known
        words = {word: code for code, names in body.get("choices", {}).items() for word in names}
        return Column(
            at=at,
            kind=body["kind"],
            heading=text.strip(),
            unit=_unit(text),
            plausible=tuple(body.get("plausible", (0, 100_000))),
            words=words,
        )


def _plain(heading: str) -> str:
    """A heading without case, marks, or a unit in brackets."""
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"\(.*?\)", "", heading.lower())).strip()


def _unit(heading: str) -> str:
    bracket = re.search(r"\((\w+)\)", heading.lower())
    return bracket[1] if bracket and bracket[1] in IN_MM else "mm"


def read_rows(rows: Iterable[Sequence[object]], headings: Headings) -> Iterator[RowReport]:
    """The report of every row under the headings, as they come.

    InvalidInput where no row of the first ones has a heading for the UPRN. A row with the UPRN of
    an earlier one is refused, naming that row.
    """
    numbered = enumerate(rows, start=1)
    columns = _header(numbered, headings)
    seen: dict[str, int] = {}
    for number, cells in numbered:
        if all(is_blank(cell) for cell in cells):
            continue
        report = _read_row(number, cells, columns)
        if report.home is not None and report.uprn is not None:
            first = seen.setdefault(report.uprn, number)
            if first != number:
                report = report.model_copy(
                    update={"home": None, "refused": f"the UPRN stands in row {first} already"}
                )
        yield report


def _header(
    numbered: Iterator[tuple[int, Sequence[object]]], headings: Headings
) -> list[Column | None]:
    for number, cells in numbered:
        columns = [headings.column(cell) for cell in cells]
        if any(column and column.at == "uprn" for column in columns):
            return columns
        if number == HEADER_WITHIN:
            break
    raise InvalidInput("no heading for the UPRN in the first rows of the file")


def _read_row(number: int, cells: Sequence[object], columns: Sequence[Column | None]) -> RowReport:
    answers: dict[str, Any] = {}
    remarks: list[Remark] = []
    for cell, column in zip(cells, columns, strict=False):
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
    usable = "uprn" in answers
    return RowReport(
        row=number,
        uprn=answers.get("uprn"),
        home=Home.model_validate(answers) if usable else None,
        surveyed_on=surveyed_on,
        remarks=remarks,
        refused=None if usable else "no UPRN that can be used",
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
