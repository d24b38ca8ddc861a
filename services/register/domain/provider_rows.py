"""A provider's file, row by row: everything usable taken, everything else named.

A cell that cannot be read leaves its measurement unrecorded and is named in the row's report. A row
is taken whole or not at all; the same row sent again comes to the same home.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from services.register.domain.home import Home
from services.register.domain.provenance import Basis, Source, source_of
from shared.identifiers import parse_postcode
from shared.schema import Model
from shared.sheets.answers import Column, UnreadableError
from shared.sheets.cells import is_blank, read
from shared.sheets.rows import Remark, read_cells
from shared.sheets.tables import Row, Table


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


def latest_surveys(table: Table, basis: Basis, today: date) -> dict[str, int]:
    """By UPRN the row that counts: of two surveys the better founded, else the later one."""
    at = {column.at: (n, column) for n, column in enumerate(table.columns) if column}
    latest: dict[str, tuple[Source, int]] = {}
    for row in table.rows:
        uprn = None if row.refused else _answer(row, at["uprn"])
        if uprn:
            on = _answer(row, at["surveyed_on"]) if "surveyed_on" in at else None
            source = source_of(on, basis, today)
            known = latest.get(uprn)
            if known is None or known[0].yields_to(source):
                latest[uprn] = source, row.number
    return {uprn: number for uprn, (_, number) in latest.items()}


def one_survey_each(table: Table, latest: Mapping[str, int]) -> Iterator[Row]:
    """The rows, those refused that are not the home's latest survey; they name that."""
    at = next(
        (n, column) for n, column in enumerate(table.columns) if column and column.at == "uprn"
    )
    for row in table.rows:
        uprn = None if row.refused else _answer(row, at)
        counts = latest[uprn] if uprn else row.number
        why = f"row {counts} has a later survey of this home"
        yield row if counts == row.number else row._replace(refused=why)


def _answer(row: Row, at: tuple[int, Column]) -> Any:
    """What the one cell says; None where it says nothing that can be used."""
    place, column = at
    cell = row.cells[place] if place < len(row.cells) else None
    try:
        return None if is_blank(cell) else read(cell, column).value
    except UnreadableError:
        return None


def read_row(row: Row, columns: Sequence[Column | None]) -> RowReport:
    """What the row says of its home, and which of its cells say nothing that can be used."""
    answers, remarks = read_cells(row, columns)
    surveyed_on = answers.pop("surveyed_on", None)
    _join_postcode(answers, remarks)
    uprn = answers.get("uprn")
    refused = row.refused or (None if uprn else _without_uprn(remarks, columns))
    return RowReport(
        row=row.number,
        uprn=uprn,
        home=None if refused else Home.model_validate(answers),
        surveyed_on=surveyed_on,
        remarks=remarks,
        refused=refused,
    )


def _without_uprn(remarks: Sequence[Remark], columns: Sequence[Column | None]) -> str:
    """Why the row has no UPRN that can be used."""
    heading = next(column.heading for column in columns if column and column.at == "uprn")
    why = next((f": {remark.says}" for remark in remarks if remark.column == heading), "")
    return f"no UPRN that can be used{why}"


def _join_postcode(answers: dict[str, Any], remarks: list[Remark]) -> None:
    """Put together a postcode that came in two columns."""
    halves = answers.pop("postcode_in_two", {})
    if len(halves) != len(("first", "second")) or "postcode" in answers:
        return
    try:
        answers["postcode"] = parse_postcode(f"{halves['first']} {halves['second']}")
    except ValueError as error:
        remarks.append(Remark(column="postcode in two parts", says=str(error), taken=False))
