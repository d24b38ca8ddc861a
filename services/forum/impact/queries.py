"""The measures of impact, and the cases behind each figure."""

from services.forum import data
from services.forum.measuring.drill import CaseList, CasesAsked, cases_behind
from services.forum.measuring.reports import Report, ReportAsked, report
from shared.persistence.reading import Reading


async def impact(reading: Reading, asked: ReportAsked) -> Report:
    """The five measures of a year."""
    return await report(reading, data.form("impact"), asked)


async def impact_cases(reading: Reading, asked: CasesAsked) -> CaseList:
    """The cases behind one figure of a measure."""
    return await cases_behind(reading, data.form("impact"), asked)
