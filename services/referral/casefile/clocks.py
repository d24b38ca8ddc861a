"""Setting a case's clocks, and what they bring about: a warning, and the record of a miss."""

import datetime as dt
import uuid
from collections.abc import Sequence
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
    found = {clock.stage: clock for clock in await clocks_of(uow, referral.case_id)}
    for target in triage.targets:
        clock = found.get(target.stage) or _add(uow, referral, target.stage)
        clock.urgency, clock.complexity = triage.urgency, triage.complexity
        clock.working_days = target.working_days
        if target.stage == 1:
            clock.began_on = referral.received_on
    await wind(uow, referral.case_id)


def _add(uow: UnitOfWork, referral: Referral, stage: int) -> StageClock:
    clock = StageClock(case_id=referral.case_id, stage=stage, district=referral.district)
    uow.add(clock)
    return clock


async def end_stage(uow: UnitOfWork, case_id: uuid.UUID, stage: int, on: dt.date) -> None:
    """A stage is done, and the next one begins; a later report of its day corrects it."""
    for clock in await clocks_of(uow, case_id):
        if clock.stage == stage:
            clock.began_on, clock.ended_on = clock.began_on or on, on
        elif clock.stage == stage + 1:
            clock.began_on = on
    await wind(uow, case_id)


async def drop_stages(uow: UnitOfWork, case_id: uuid.UUID, on: dt.date) -> None:
    """The case has ended: what is not done will not be."""
    for clock in await clocks_of(uow, case_id):
        if clock.ended_on is None:
            clock.dropped_on = clock.dropped_on or on
    await wind(uow, case_id)


async def wind(uow: UnitOfWork, case_id: uuid.UUID) -> None:
    """Let every clock that runs warn of its target, and none other."""
    await uow.session.flush()
    pauses = [Pause(row.stopped_on, row.resumed_on) for row in await pauses_of(uow, case_id)]
    for clock in await clocks_of(uow, case_id):
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
    clock.due_on = due
    subject = f"{clock.case_id}/{clock.stage}"
    for kind in (TargetNear, TargetPassed):
        await uow.cancel(kind, subject)
    if due is None or since is None:
        return
    clock.warned_at = clock.missed_at = None
    near = near_on(since, clock.working_days, pauses) or due
    told = {"case_id": clock.case_id, "district": clock.district, "stage": clock.stage}
    uow.later(TargetNear(**told, due_on=due), begins(near))
    uow.later(TargetPassed(**told, due_on=due), begins(due + DAY))


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
