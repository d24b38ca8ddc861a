"""Setting a case's clocks, and what they bring about: a warning, and the record of a miss."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import ClassVar

from sqlalchemy import select

from services.referral.domain.clocks import due_on, near_on
from services.referral.domain.screening import Triage
from services.referral.tables import ClockPause, Referral, StageClock
from shared.calendar import begins
from shared.clocks import Pause, taken
from shared.contracts.event import OwnEvent
from shared.persistence.reading import Transaction
from shared.persistence.unit_of_work import UnitOfWork

DAY = dt.timedelta(days=1)


class _Due(OwnEvent):
    stage: int
    due_on: dt.date

    @property
    def subject(self) -> str:
        """The stage of the case."""
        return f"{self.case_id}/{self.stage}"


class TargetNear(_Due):
    """A stage is not done and its target is near."""

    TYPE: ClassVar[str] = "referral.target-near"


class TargetPassed(_Due):
    """The day by which a stage should be done is over."""

    TYPE: ClassVar[str] = "referral.target-passed"


async def clocks_of(transaction: Transaction, case_id: uuid.UUID) -> Sequence[StageClock]:
    """The clocks of a case, the first stage first; none before triage."""
    rows = select(StageClock).where(StageClock.case_id == case_id).order_by(StageClock.stage)
    return (await transaction.session.scalars(rows)).all()


async def pauses_of(transaction: Transaction, case_id: uuid.UUID) -> Sequence[ClockPause]:
    """When a case's clocks stood still, in order."""
    rows = select(ClockPause).where(ClockPause.case_id == case_id).order_by(ClockPause.number)
    return (await transaction.session.scalars(rows)).all()


async def set_targets(uow: UnitOfWork, referral: Referral, triage: Triage) -> None:
    """Set the targets of all stages, or set them anew as circumstances change (guidance 4.39)."""
    clocks = {clock.stage: clock for clock in await clocks_of(uow, referral.case_id)}
    for target in triage.targets:
        clock = clocks.get(target.stage) or _add(uow, referral, target.stage)
        clocks[target.stage] = clock
        clock.urgency, clock.complexity = triage.urgency, triage.complexity
        clock.working_days = target.working_days
        if target.stage == 1:
            clock.began_on = referral.received_on
    await _wind_each(uow, referral.case_id, clocks.values())


def _add(uow: UnitOfWork, referral: Referral, stage: int) -> StageClock:
    clock = StageClock(case_id=referral.case_id, stage=stage, district=referral.district)
    uow.add(clock)
    return clock


async def end_stage(uow: UnitOfWork, case_id: uuid.UUID, stage: int, on: dt.date) -> None:
    """A stage is done, and the next one begins; a later report of its day corrects it."""
    clocks = await clocks_of(uow, case_id)
    for clock in clocks:
        if clock.stage == stage:
            clock.began_on, clock.ended_on = clock.began_on or on, on
        elif clock.stage == stage + 1:
            clock.began_on = on
    await _wind_each(uow, case_id, clocks)


async def resume_stage(uow: UnitOfWork, case_id: uuid.UUID, stage: int) -> None:
    """A stage was said to be done by mistake: its clock runs on from where it began."""
    clocks = await clocks_of(uow, case_id)
    for clock in clocks:
        if clock.stage == stage:
            clock.ended_on = None
    await _wind_each(uow, case_id, clocks)


async def drop_stages(uow: UnitOfWork, case_id: uuid.UUID, on: dt.date) -> None:
    """The case has ended: what is not done will not be."""
    clocks = await clocks_of(uow, case_id)
    for clock in clocks:
        if clock.ended_on is None:
            clock.dropped_on = clock.dropped_on or on
    await _wind_each(uow, case_id, clocks)


async def resume_dropped(uow: UnitOfWork, case_id: uuid.UUID) -> None:
    """The case had not ended: what was dropped with it runs on from where it began."""
    clocks = await clocks_of(uow, case_id)
    for clock in clocks:
        clock.dropped_on = None
    await _wind_each(uow, case_id, clocks)


async def wind(uow: UnitOfWork, case_id: uuid.UUID) -> None:
    """Let every clock that runs warn of its target, and none other, once its pauses have changed."""
    await uow.session.flush()
    await _wind_each(uow, case_id, await clocks_of(uow, case_id))


async def _wind_each(uow: UnitOfWork, case_id: uuid.UUID, clocks: Iterable[StageClock]) -> None:
    pauses = [Pause(row.stopped_on, row.resumed_on) for row in await pauses_of(uow, case_id)]
    for clock in clocks:
        await _wind(uow, clock, pauses)


async def _wind(uow: UnitOfWork, clock: StageClock, pauses: Sequence[Pause]) -> None:
    over = clock.ended_on or clock.dropped_on
    if (
        over
        and clock.began_on
        and taken(clock.began_on, over, pauses).working_days <= (clock.working_days)
    ):
        clock.missed_at = None  # it was over in time, and was only recorded late
    since = None if over else clock.began_on
    due = since and due_on(since, clock.working_days, pauses)
    if due == clock.due_on:
        return
    if clock.due_on is not None:
        await uow.cancel(f"{clock.case_id}/{clock.stage}", TargetNear, TargetPassed)
    clock.due_on = due
    if due is not None and since is not None:
        _look_ahead(uow, clock, due, near_on(since, clock.working_days, pauses) or due)


def _look_ahead(uow: UnitOfWork, clock: StageClock, due: dt.date, near: dt.date) -> None:
    """Have it noted when the target is near and when it is missed; what has come is noted now."""
    warns, passes = begins(near), begins(due + DAY)
    clock.warned_at = uow.now if warns <= uow.now < passes else None
    clock.missed_at = uow.now if passes <= uow.now else None
    told = {"case_id": clock.case_id, "district": clock.district, "stage": clock.stage}
    if uow.now < warns:
        uow.later(TargetNear(**told, due_on=due), warns)
    if uow.now < passes:
        uow.later(TargetPassed(**told, due_on=due), passes)


async def warn(uow: UnitOfWork, event: TargetNear) -> None:
    """Note that a target is near; one that has passed meanwhile is noted as missed alone."""
    clock = await uow.find(StageClock, (event.case_id, event.stage))
    if clock is not None and clock.due_on == event.due_on >= uow.today:
        clock.warned_at = uow.now


async def note_miss(uow: UnitOfWork, event: TargetPassed) -> None:
    """Note that a stage was not done by its target."""
    clock = await uow.find(StageClock, (event.case_id, event.stage))
    if clock is not None and clock.due_on == event.due_on < uow.today:
        clock.missed_at = uow.now
