"""A paper as a workbook, and as the HTML that its PDF is made of."""

import datetime as dt
import io
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from services.forum.returns.papers import Paper, Table, Value
from shared.letters import make_pdf
from shared.schema import pounds_text
from shared.web.files import Made

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
KINDS = (XLSX, PDF)
FileKind = Literal["xlsx", "pdf"]
LONGEST_NAME = 31
"""Characters of a sheet's name, as Excel takes it."""
WIDTHS = (22, 34, 40, 18, 16, 40, 12, 24, 16, 20)


class Formats(NamedTuple):
    """How the cells of a workbook look."""

    bold: Format
    text: Format
    pounds: Format


def workbook(paper: Paper, name: str) -> Made:
    """The paper as a workbook, a sheet a table; the same paper gives the same bytes."""
    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True})
    book.set_properties({"title": paper.title, "created": _midnight(paper.drawn_up_on)})
    formats = Formats(
        bold=book.add_format({"bold": True}),
        text=book.add_format({"text_wrap": True}),
        pounds=book.add_format({"num_format": "#,##0.00"}),
    )
    _write_cover(book.add_worksheet("About"), paper, formats)
    for number, table in enumerate(paper.tables, 1):
        _write_table(book.add_worksheet(_sheet_name(number, table)), table, formats)
    book.close()
    return Made(content.getvalue(), XLSX, f"{name}.xlsx")


def _write_cover(sheet: Worksheet, paper: Paper, formats: Formats) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, paper.title, formats.bold)
    for row, sentence in enumerate(paper.about, 1):
        sheet.write_string(row, 0, sentence, formats.text)


def _write_table(sheet: Worksheet, table: Table, formats: Formats) -> None:
    sheet.freeze_panes(1, 0)
    for column, (heading, width) in enumerate(zip(table.headings, WIDTHS, strict=False)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, formats.bold)
    for row, values in enumerate(table.rows, 1):
        for column, value in enumerate(values):
            _write(sheet, row, column, value, formats)


def _write(sheet: Worksheet, row: int, column: int, value: Value, formats: Formats) -> None:
    """Words are written as words: what somebody gave as a reason is no formula to who opens it."""
    if isinstance(value, str):
        sheet.write_string(row, column, value, formats.text)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    else:
        sheet.write_number(row, column, value, formats.pounds)


async def made(paper: Paper, kind: FileKind, name: str) -> Made:
    """The paper as a file of that kind."""
    return await pdf(paper, name) if kind == "pdf" else workbook(paper, name)


async def pdf(paper: Paper, name: str) -> Made:
    """The paper as PDF/UA. Raises `PdfUnavailable` where none can be made on this machine."""
    return Made(await make_pdf(as_html(paper)), PDF, f"{name}.pdf")


def as_html(paper: Paper) -> str:
    """The paper as HTML; nothing in it can be more than text."""
    return _environment().get_template("paper.html").render(paper=paper)


def _sheet_name(number: int, table: Table) -> str:
    return f"{number} {table.title}"[:LONGEST_NAME]


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["figure"] = lambda v: v if isinstance(v, str | int) else pounds_text(v)
    return environment
