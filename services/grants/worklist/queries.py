"""Cases in a list, the nearest clock first."""

import uuid
from typing import Annotated

from sqlalchemy import Select, and_, or_, select

from services.grants.domain.casework.clocks import MOST_WARNING
from services.grants.domain.casework.life import State
from services.grants.domain.casework.waiting import NO_CLOCK, WaitingFor
from services.grants.domain.codes import Time
from services.grants.tables import GrantCase
from shared.contracts.event import District
from shared.identifiers import CaseReference
from shared.persistence.reading import Reading
from shared.schema import Date, Field, Model
from shared.views import shown
from shared.web.lists import Asked, Order, Page, list_page, narrowed

NEAREST_CLOCK_FIRST = Order((GrantCase.clock, GrantCase.case_id))
Name = Annotated[str, Field(min_length=1, max_length=200)]


class MyCases(Asked):
    """A page of one's own cases."""


class CaseFilters(Asked):
    """Which cases are wanted: those that meet all that is stated."""

    district: District | None = None
    """ONS code of the district."""
    state: State | None = None
    """How far the case has come."""
    officer: Name | None = None
    """Who has the case in hand, as the token names them."""
    team: Name | None = None
    """The team that has the case in hand."""
    waiting_for: WaitingFor | None = None
    """Who has to do something next."""
    due_before: Date | None = None
    """Those on which something is due before this day."""
    due_for: Time | None = None
    """Those whose nearest time is of this kind, such as equipment to be serviced."""
    breached: bool | None = None
    """Those on which a time has passed without what was due, or those on which none has."""
    decide_by_before: Date | None = None
    """Those whose decision is due before this day."""
    reference: CaseReference | None = None
    """The human reference, as people type it."""
    former_reference: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    """What the council called a case that was taken over."""


class CaseLine(Model):
    """A case in a list."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    reference: str
    """What people call the case on the telephone and in letters."""
    district: str
    """ONS code of the district that decides the case."""
    state: State
    """How far the case has come."""
    officer: str | None
    """Who has the case in hand; null: nobody yet."""
    team: str | None
    """The team that has the case in hand; null: none yet."""
    waiting_for: WaitingFor | None
    """Who has to do something next; null once closed."""
    due_on: Date | None
    """The nearest day by which something is due; null where no time runs."""
    due_for: Time | None
    """What is due by then; null where no time runs."""
    breached: bool
    """Whether a time of the case has passed without what was due."""
    applied_on: Date | None
    """The day of the application; null before that."""
    decide_by: Date | None
    """The last day to decide (section 34); null before the application."""

    @classmethod
    def of(cls, row: GrantCase) -> "CaseLine":
        return shown(cls, row, due_on=None if row.clock == NO_CLOCK else row.clock)


class CasePage(Page):
    """A page of cases, the nearest clock first."""

    items: list[CaseLine]
    """The cases of this page."""


async def cases(reading: Reading, wanted: CaseFilters) -> CasePage:
    """The cases that meet the filters."""
    return await _page(reading, filtered(wanted), wanted)


async def mine(reading: Reading, wanted: MyCases) -> CasePage:
    """The cases that whoever asks has in hand: those not closed, and closed ones to be serviced soon."""
    soon = reading.today + MOST_WARNING
    serviced = and_(GrantCase.due_for == "servicing", GrantCase.clock <= soon)
    own = GrantCase.officer == reading.reach.principal
    left = or_(GrantCase.state != State.CLOSED, serviced)
    return await _page(reading, select(GrantCase).where(own, left), wanted)


def filtered(wanted: CaseFilters) -> Select[GrantCase]:
    """The statement of the filters."""
    rows = narrowed(
        select(GrantCase),
        wanted,
        GrantCase.district,
        GrantCase.state,
        GrantCase.officer,
        GrantCase.team,
        GrantCase.waiting_for,
        GrantCase.due_for,
        GrantCase.reference,
        GrantCase.former_reference,
        GrantCase.breached,
    )
    if wanted.due_before is not None:
        rows = rows.where(GrantCase.clock < wanted.due_before)
    if wanted.decide_by_before is not None:
        due = GrantCase.decide_by < wanted.decide_by_before
        rows = rows.where(GrantCase.state == State.APPLIED, due)
    return rows


async def _page(reading: Reading, rows: Select[GrantCase], wanted: Asked) -> CasePage:
    found, following = await list_page(reading, rows, wanted, NEAREST_CLOCK_FIRST)
    return CasePage(items=[CaseLine.of(row) for row in found], next=following)
