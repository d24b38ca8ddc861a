"""Whether what somebody gets depends on where they live: offers, and what came of the same need."""

import datetime as dt

from services.forum import data
from services.forum.domain.offers import OfferRow, side_by_side
from services.forum.measuring.drill import CaseList, CasesAsked, cases_behind
from services.forum.measuring.reports import Report, ReportAsked, report
from shared import policies
from shared.persistence.reading import Reading
from shared.schema import Date, Model


class OfferComparison(Model):
    """Every kind of help, and what each district offers of it."""

    on: Date
    """The day whose policies are compared."""
    items: tuple[OfferRow, ...]
    """A row for each kind."""


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
