"""Stopping a case's clock, and starting it again."""

import uuid

from services.referral.casefile.clocks import pauses_of, wind
from services.referral.domain.clocks import (
    ClockStart,
    ClockStop,
    check_start,
    check_stop,
)
from services.referral.tables import ClockPause, Referral
from services.referral.targets.queries import ClocksView, clocks
from shared.clocks import Pause
from shared.contracts.referral import ClockStarted, ClockStopped
from shared.persistence.unit_of_work import UnitOfWork


async def stop_clock(uow: UnitOfWork, case_id: uuid.UUID, stop: ClockStop) -> ClocksView:
    """Let the days from now on not count, for a reason."""
    referral = await uow.load(Referral, case_id)
    uow.concerns(referral.district, case_id)
    rows = await pauses_of(uow, case_id)
    check_stop(stop, referral.received_on, [_pause(row) for row in rows], uow.today)
    uow.add(
        ClockPause(
            case_id=case_id,
            number=len(rows) + 1,
            district=referral.district,
            reason=stop.reason,
            stopped_on=stop.stopped_on,
            stopped_by=uow.reach.principal,
        )
    )
    await wind(uow, case_id)
    about = {"case_id": case_id, "district": referral.district}
    uow.publish(ClockStopped(**about, stopped_on=stop.stopped_on, reason=stop.reason))
    return await clocks(uow, case_id)


async def start_clock(uow: UnitOfWork, case_id: uuid.UUID, start: ClockStart) -> ClocksView:
    """Let the days count again."""
    referral = await uow.load(Referral, case_id)
    uow.concerns(referral.district, case_id)
    rows = await pauses_of(uow, case_id)
    check_start(start, [_pause(row) for row in rows], uow.today)
    rows[-1].resumed_on, rows[-1].resumed_by = start.resumed_on, uow.reach.principal
    await wind(uow, case_id)
    about = {"case_id": case_id, "district": referral.district}
    uow.publish(ClockStarted(**about, resumed_on=start.resumed_on))
    return await clocks(uow, case_id)


def _pause(row: ClockPause) -> Pause:
    return Pause(row.stopped_on, row.resumed_on)
