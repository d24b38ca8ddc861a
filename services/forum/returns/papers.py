"""A return or a forum's pack as paper: headed tables, which a workbook and a PDF hold alike."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.forum.domain.counting import Cell
from services.forum.measuring.reports import LineReport, Report
from services.forum.returns.drafting import ReturnDraft, ReturnLine
from shared import policies

Value = str | int | Decimal
TOGETHER = "all together"
WHOLE = "all"
HIDDEN = "left out"
DEFINED = ("code", "line", "what is counted", "clause")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed: a title, a few sentences, tables."""

    title: str
    about: tuple[str, ...]
    tables: tuple[Table, ...]
    drawn_up_on: dt.date


def return_paper(draft: ReturnDraft, today: dt.date) -> Paper:
    """The return: a row for each figure, then what each line counts, then what was corrected."""
    figures = [row for line in draft.lines for row in _of_return(line)]
    return Paper(
        title=f"{draft.title}: {draft.name}, {year_text(draft.year)}",
        about=(draft.about, f"Form of {draft.form}. A draft, to be checked before it is sent."),
        tables=(
            Table("Figures", ("code", "line", "of which", "figure", "value"), tuple(figures)),
            Table("Definitions", DEFINED, tuple(map(_defined, draft.lines))),
            Table(
                "Corrections",
                (
                    *("code", "of which", "figure", "counted", "corrected to"),
                    *("reason", "on", "by", "counted now", "stands"),
                ),
                tuple(
                    (
                        *(each.line, each.key or WHOLE, each.figure, each.counted, each.value),
                        *(each.reason, f"{each.at:%Y-%m-%d}", each.by, each.counted_now),
                        "yes" if each.stands else "no: corrected again",
                    )
                    for each in draft.corrections
                ),
            ),
        ),
        drawn_up_on=today,
    )


def pack_paper(reports: Sequence[Report], today: dt.date) -> Paper:
    """The forum's pack: a table for each line of each report, then what each counts."""
    lines = [line for report in reports for line in report.lines]
    protected = any(report.protected for report in reports)
    note = "Small figures are left out and sums are in thousands." if protected else "Exact."
    return Paper(
        title=f"Forum pack, {year_text(reports[0].year)}",
        about=(*(f"{report.title}. {report.about}" for report in reports), note),
        tables=(
            *(
                Table(
                    line.title,
                    ("district", "of which", "figure", "value"),
                    tuple(_of_report(line)),
                )
                for line in lines
            ),
            Table("Definitions", DEFINED, tuple(map(_defined, lines))),
        ),
        drawn_up_on=today,
    )


def year_text(year: int) -> str:
    """A financial year as people write it, such as 2025-26."""
    return f"{year}-{(year + 1) % 100:02}"


def _defined(line: ReturnLine | LineReport) -> tuple[Value, ...]:
    return (line.code, line.title, line.definition, line.clause)


def _of_return(line: ReturnLine) -> Iterator[tuple[Value, ...]]:
    for cell in line.cells:
        for figure, value in _figures(cell):
            yield (line.code, line.title, cell.key or WHOLE, figure, value)


def _of_report(line: LineReport) -> Iterator[tuple[Value, ...]]:
    for row in line.districts:
        name = policies.versions(row.district)[-1].header.name if row.district else TOGETHER
        for cell in row.cells:
            for figure, value in _figures(cell):
                yield (name, cell.key or WHOLE, figure, value)


def _figures(cell: Cell) -> Iterator[tuple[str, Value]]:
    if cell.hidden:
        yield "cases", HIDDEN
    yield from cell.counts.items()
    yield from cell.sums.items()
