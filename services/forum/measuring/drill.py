"""The cases behind a figure, for those who may act for their district."""

import datetime as dt
import uuid
from typing import Annotated

from pydantic import TypeAdapter

from services.forum.data import Form
from services.forum.domain.counting import counted
from services.forum.domain.measures import BREAKDOWNS, MEASURES
from services.forum.measuring.cases import cases_of
from services.forum.measuring.reports import Year
from services.forum.own import demand_own
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.schema import Field, Model, PoundsOfMany
from shared.web.lists import Asked, Page, page_of


class FigureAsked(Asked):
    """Behind which figure of a year."""

    line: Annotated[str, Field(max_length=60)]
    """Code of the line."""
    district: District
    """ONS code of the district."""
    key: Annotated[str, Field(max_length=60)] | None = None
    """The key of the breakdown; left out: the whole line."""


class CasesAsked(FigureAsked):
    """Behind which figure."""

    year: Year
    """The financial year, by the year in which it begins on 1 April."""


class CaseBehind(Model):
    """One case that was counted. Its number leads to no person here."""

    case_id: uuid.UUID
    """The case, the same in every service of its district."""
    on: dt.date
    """The day by which it is counted."""
    sums: dict[str, PoundsOfMany]
    """What it adds to each sum; pounds."""


class CaseList(Page):
    """A page of the cases behind one figure."""

    cases: int
    """How many the figure counts."""
    items: list[CaseBehind]
    """The cases of this page, the earliest first."""


_AT = TypeAdapter(tuple[dt.date, uuid.UUID])
"""By which day a case is counted, and the case."""


async def cases_behind(reading: Reading, form: Form, asked: CasesAsked) -> CaseList:
    """The cases that a figure counts. Raises `NotYourDistrict` for another's.

    Of another district's small figures the cases would tell what the figure hides.
    """
    demand_own(reading, asked.district)
    line = next((line for line in form.lines if line.code == asked.line), None)
    if line is None or line.measure not in MEASURES:
        raise NotFound("no line of this report that counts cases has this code")
    measure, keys = MEASURES[line.measure], BREAKDOWNS[line.by] if line.by else None
    found = [
        CaseBehind(
            case_id=case.case_id,
            on=day,
            sums={name: of(case, asked.key) for name, of in measure.sums.items()},
        )
        for case in counted(
            measure, await cases_of(reading, asked.year, asked.district), asked.year
        )
        if (asked.key is None or (keys and asked.key in keys(case)))
        and (day := measure.on(case)) is not None
    ]
    page, following = page_of(found, asked, _AT, lambda each: (each.on, each.case_id))
    return CaseList(cases=len(found), items=page, next=following)
