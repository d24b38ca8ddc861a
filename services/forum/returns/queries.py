"""Returns and packs to read, and as files."""

from typing import Annotated

from sqlalchemy import func, select

from services.forum import data
from services.forum.data import Form
from services.forum.measuring.drill import CaseList, CasesAsked, cases_behind
from services.forum.measuring.reports import ReportAsked, Year, report
from services.forum.own import demand_own
from services.forum.returns.drafting import ReturnAsked, ReturnDraft, draft
from services.forum.returns.files import FileKind
from services.forum.returns.papers import Paper, pack_paper, return_paper
from services.forum.tables import ReturnCorrection
from shared.calendar import financial_year
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.schema import Field, Flag, Model

Kind = Annotated[FileKind, Field(description="As a workbook or as a PDF")]


class ReturnFileAsked(ReturnAsked):
    """Which return, and as what."""

    format: Kind = "xlsx"

    @property
    def name(self) -> str:
        """What the file is called, without its ending."""
        return f"return-{self.district}-{self.year}"


class PackAsked(ReportAsked):
    """Which pack, and as what."""

    format: Kind = "xlsx"


class ReturnsAsked(Model):
    """Whose returns are wanted."""

    district: District
    """ONS code of the district: one whose cases the caller may change."""


class YearOfReturn(Model):
    """A year of which a return can be drawn up."""

    year: int
    """The financial year, by the year in which it begins on 1 April."""
    form: str
    """The version of its form, by the first year that it is for."""
    over: Flag
    """Whether the year is over; until then its figures grow."""
    corrections: int
    """How many corrections were made in it."""


class ReturnList(Model):
    """The years of which a district's return can be drawn up."""

    items: tuple[YearOfReturn, ...]
    """The latest first."""


class FormAsked(Model):
    """Which year's form is wanted."""

    year: Year
    """The financial year, by the year in which it begins on 1 April."""


class ReturnForm(Form):
    """The form of a year, and its version."""

    form: str
    """The version, by the first year that it is for."""


async def return_form(reading: Reading, asked: FormAsked) -> ReturnForm:  # noqa: ARG001 - is data
    """The lines of a year's return with their definitions. Raises `NoForm`."""
    version, form = data.return_form(asked.year)
    return ReturnForm(form=version, **dict(form))


async def returns(reading: Reading, asked: ReturnsAsked) -> ReturnList:
    """The years of a district's returns. Raises `NotYourDistrict` for another's."""
    demand_own(reading, asked.district)
    kept, this = ReturnCorrection, financial_year(reading.today)
    counted = select(kept.year, func.count().label("corrections")).where(
        kept.district == asked.district
    )
    rows = await reading.session.execute(counted.group_by(kept.year))
    corrections = {row.year: row.corrections for row in rows}
    return ReturnList(
        items=tuple(
            YearOfReturn(
                year=year,
                form=data.return_form(year)[0],
                over=year < this,
                corrections=corrections.get(year, 0),
            )
            for year in range(this, data.first_return() - 1, -1)
        )
    )


async def show_draft(reading: Reading, asked: ReturnAsked) -> ReturnDraft:
    """The return as it stands."""
    return await draft(reading, asked)


async def return_cases(reading: Reading, asked: CasesAsked) -> CaseList:
    """The cases behind one figure of a return, as it is counted."""
    return await cases_behind(reading, data.return_form(asked.year)[1], asked)


async def paper_of_return(reading: Reading, asked: ReturnFileAsked) -> Paper:
    """The return as it is printed."""
    found = await draft(reading, ReturnAsked(year=asked.year, district=asked.district))
    return return_paper(found, reading.today)


async def paper_of_pack(reading: Reading, asked: PackAsked) -> Paper:
    """What a meeting of the forum has before it: impact, and equity between the districts."""
    forms = (data.form("impact"), data.form("equity"))
    return pack_paper([await report(reading, form, asked) for form in forms], reading.today)
