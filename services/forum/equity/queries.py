"""Whether what somebody gets depends on where they live: offers, and what came of the same need."""

import datetime as dt

from sqlalchemy import select

from services.forum import data
from services.forum.domain.equality import DistrictShares, Told, shares
from services.forum.domain.offers import OfferRow, side_by_side
from services.forum.measuring.drill import CaseList, CasesAsked, cases_behind
from services.forum.measuring.reports import Report, ReportAsked, report
from services.forum.projections import EqualityAnswer
from services.forum.projections.equality import ANSWERS_IN_ORDER
from shared import policies
from shared.persistence.reading import Reading
from shared.schema import Date, Model

DEFINITION = (
    "What people said of themselves when they were asked, at the enquiry and again when their"
    " completed works were looked at. The answers are kept under no case, and nobody's two answers"
    " can be put together: a group that is smaller among the completed is one that more seldom gets"
    " so far. A small number is left out, and so is what would give one away."
)
CLAUSE = "guidance 3.46"


class OfferComparison(Model):
    """Every kind of help, and what each district offers of it."""

    on: Date
    """The day whose policies are compared."""
    items: tuple[OfferRow, ...]
    """A row for each kind."""


class EqualityView(Model):
    """What people said of themselves in a year, beside what became of cases."""

    year: int
    """The financial year, by the year in which it begins on 1 April."""
    definition: str
    """Who was asked, and what is left out."""
    clause: str
    """Where it is asked for."""
    items: tuple[DistrictShares, ...]
    """Each district that told of it, by ONS code."""


async def who_was_reached(reading: Reading, asked: ReportAsked) -> EqualityView:
    """Who asks for help and whose works are completed, by what they say of themselves.

    Districts tell of whole years that are over alone, and leave small numbers out themselves.
    """
    of = EqualityAnswer
    columns = (of.district, of.asked_at, of.question, of.answer, of.people, of.asked)
    rows = select(*columns).where(of.year == asked.year)
    if asked.district is not None:
        rows = rows.where(of.district == asked.district)
    found = await reading.session.execute(rows.order_by(*ANSWERS_IN_ORDER))
    told = [Told(*row) for row in found]
    return EqualityView(year=asked.year, definition=DEFINITION, clause=CLAUSE, items=shares(told))


async def same_need(reading: Reading, asked: ReportAsked) -> Report:
    """What came of the same need in each district."""
    return await report(reading, data.form("equity"), asked)


async def same_need_cases(reading: Reading, asked: CasesAsked) -> CaseList:
    """The cases behind one figure."""
    return await cases_behind(reading, data.form("equity"), asked)


async def offers(reading: Reading, on: dt.date | None) -> OfferComparison:
    """The districts' offers on a day, today where none is named."""
    day = on or reading.today
    rows = side_by_side(policies.in_force(day), policies.national(day))
    return OfferComparison(on=day, items=rows)
