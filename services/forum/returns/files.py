"""A paper as a workbook, and as the HTML that its PDF is made of."""

import datetime as dt
import io
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from xlsxwriter import Workbook

from services.forum.returns.papers import Paper, Table
from shared.letters import make_pdf
from shared.schema import pounds_text
from shared.web.files import Made

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
KINDS = (XLSX, PDF)
LONGEST_NAME = 31
"""Characters of a sheet's name, as Excel takes it."""
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""What somebody wrote is never acted on by who opens the workbook."""
WIDTHS = (22, 34, 40, 18, 16, 40, 12, 24)


def workbook(paper: Paper, name: str) -> Made:
    """The paper as a workbook, a sheet a table; the same paper gives the same bytes."""
    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, **_AS_TEXT})
    book.set_properties({"title": paper.title, "created": _midnight(paper.drawn_up_on)})
    bold, text = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    pounds = book.add_format({"num_format": "#,##0.00"})
    cover = book.add_worksheet("About")
    cover.set_column(0, 0, 100)
    cover.write_string(0, 0, paper.title, bold)
    for row, sentence in enumerate(paper.about, 1):
        cover.write_string(row, 0, sentence, text)
    for number, table in enumerate(paper.tables, 1):
        sheet = book.add_worksheet(_sheet_name(number, table))
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(WIDTHS[: len(table.headings)]):
            sheet.set_column(column, column, width)
        sheet.write_row(0, 0, table.headings, bold)
        for at, row_of in enumerate(table.rows, 1):
            for column, value in enumerate(row_of):
                if isinstance(value, str):
                    sheet.write_string(at, column, value, text)
                else:
                    whole = isinstance(value, int)
                    sheet.write_number(at, column, value, None if whole else pounds)
    book.close()
    return Made(content.getvalue(), XLSX, f"{name}.xlsx")


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
