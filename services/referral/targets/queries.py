"""Targets set against what happened, for one case, for a worklist and on average."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Annotated

from sqlalchemy import Select, select

from services.referral.casefile.clocks import clocks_of, pauses_of
from services.referral.domain.clocks import StopReason
from services.referral.tables import ClockPause, Referral, StageClock
from shared.clocks import Pause, taken
from shared.contracts.codes import Complexity, Urgency
from shared.contracts.event import District
from shared.persistence.reading import Reading, Transaction
from shared.schema import Date, Field, Flag, Model
from shared.views import ViewOfRow, shown
from shared.web.lists import Asked, Order, Page, list_page, narrowed

SOONEST_FIRST = Order((StageClock.due_on, StageClock.case_id, StageClock.stage))


class StageView(Model):
    """One stage of a case: its target, and what happened (guidance 4.16)."""

    stage: int
    """Which stage of guidance 4.16 it is, 1 to 4."""
    target_working_days: int
    """How many working days the stage may take."""
    began_on: Date | None
    """The enquiry, or the end of the stage before; null while that is not done."""
    due_on: Date | None
    """By when it should be done; null unless its clock runs."""
    ended_on: Date | None
    """When it was done; null before that."""
    calendar_days: int | None
    """What it took or has taken so far, in days; null before it begins."""
    gross_working_days: int | None
    """The same in working days, with nothing taken off."""
    working_days: int | None
    """The same without those on which the clock stood still."""
    met: Flag | None
    """Whether it was done within its target; null while it is not done and the target not passed."""
    met_gross: Flag | None
    """The same with nothing taken off for a clock that stood still."""
    warned_at: dt.datetime | None
    """When it was noted that the target was near."""
    missed_at: dt.datetime | None
    """When it was noted that the target was missed."""

    @classmethod
    def of(cls, clock: StageClock, pauses: Sequence[Pause], today: dt.date) -> "StageView":
        until = clock.ended_on or clock.dropped_on or today
        took = taken(clock.began_on, until, pauses) if clock.began_on else None
        done = clock.ended_on is not None
        return shown(
            cls,
            clock,
            target_working_days=clock.working_days,
            calendar_days=took and took.calendar_days,
            gross_working_days=took and took.gross_working_days,
            working_days=took and took.working_days,
            met=_met(took.working_days if took else None, clock.working_days, done),
            met_gross=_met(took.gross_working_days if took else None, clock.working_days, done),
        )


def _met(took: int | None, target: int, done: bool) -> bool | None:
    if took is None:
        return None
    return took <= target if done or took > target else None


class PauseView(Model):
    """A time in which the case's clock stood still."""

    reason: StopReason
    """Why nothing could be done."""
    stopped_on: Date
    """The first day after which no day counts."""
    stopped_by: str
    """Who stopped it, as the token names them."""
    resumed_on: Date | None
    """The last day that does not count; null while it stands still."""
    resumed_by: str | None
    """Who started it again."""

    @classmethod
    def of(cls, row: ClockPause) -> "PauseView":
        return cls(
            reason=StopReason(row.reason),
            stopped_on=row.stopped_on,
            stopped_by=row.stopped_by,
            resumed_on=row.resumed_on,
            resumed_by=row.resumed_by,
        )


class ClocksView(Model):
    """The clocks of a case."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    stages: tuple[StageView, ...]
    """The four stages; none before triage."""
    pauses: tuple[PauseView, ...]
    """When the clock stood still, in order."""


async def clocks(transaction: Transaction, case_id: uuid.UUID) -> ClocksView:
    """The four targets of a case set against what happened."""
    await transaction.read(Referral, case_id)
    rows = await pauses_of(transaction, case_id)
    pauses = [_pause(row) for row in rows]
    stages = await clocks_of(transaction, case_id)
    return ClocksView(
        case_id=case_id,
        stages=tuple(StageView.of(each, pauses, transaction.today) for each in stages),
        pauses=tuple(PauseView.of(row) for row in rows),
    )


class ClockFilters(Asked):
    """Which clocks are wanted: those that meet all that is stated."""

    district: District | None = None
    """ONS code of the district that the home is in."""
    stage: Annotated[int, Field(ge=1, le=4)] | None = None
    """Which stage of guidance 4.16 it is, 1 to 4."""
    due_before: Date | None = None
    """Those whose target is before this day."""
    warned: bool | None = None
    """Those whose target was noted to be near, or not."""
    missed: bool | None = None
    """Those whose target was noted to be missed, or not."""


class ClockLine(ViewOfRow):
    """A stage that is under way, in a list."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    district: str
    """ONS code of the district that the home is in."""
    stage: int
    """Which stage of guidance 4.16 it is, 1 to 4."""
    due_on: Date
    """By when it should be done."""
    warned_at: dt.datetime | None
    """When it was noted that the target is near."""
    missed_at: dt.datetime | None
    """When it was noted that the target is missed."""


class ClockPage(Page):
    """A page of clocks that run, the nearest target first."""

    items: list[ClockLine]
    """The clocks of this page."""


async def due(reading: Reading, wanted: ClockFilters) -> ClockPage:
    """The clocks that run and meet the filters."""
    found, following = await list_page(reading, _filtered(wanted), wanted, SOONEST_FIRST)
    return ClockPage(items=[ClockLine.of(clock) for clock in found], next=following)


def _filtered(wanted: ClockFilters) -> Select[StageClock]:
    rows = select(StageClock).where(StageClock.due_on.is_not(None))
    rows = narrowed(rows, wanted, StageClock.district, StageClock.stage)
    if wanted.due_before is not None:
        rows = rows.where(StageClock.due_on < wanted.due_before)
    for column, value in (
        (StageClock.warned_at, wanted.warned),
        (StageClock.missed_at, wanted.missed),
    ):
        if value is not None:
            rows = rows.where(column.is_not(None) if value else column.is_(None))
    return rows


class TimesAsked(Model):
    """Of which cases the times are wanted: those that meet all that is stated."""

    ended_from: Date
    """Stages that were done on this day or later."""
    ended_to: Date
    """Stages that were done on this day or before."""
    district: District | None = None
    """ONS code of the district that the home is in."""
    urgency: Urgency | None = None
    """Cases that were triaged as so urgent."""
    complexity: Complexity | None = None
    """Cases that were triaged as so complex."""


def _pause(row: ClockPause) -> Pause:
    return Pause(row.stopped_on, row.resumed_on)
