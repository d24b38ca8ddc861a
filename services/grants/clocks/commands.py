"""Times that come near or pass: they are recorded, listed and told, by nobody's hand."""

from services.grants.domain.casework.entries_of_time import DeadlineNeared
from services.grants.record import open_case
from services.grants.record.ticks import ClockDue
from shared.contracts import grants
from shared.persistence.unit_of_work import UnitOfWork


async def look_at_clock(uow: UnitOfWork, due: ClockDue) -> None:
    """Warn of a time that is near, state one that has passed; nothing where it does not run."""
    case = await open_case(uow, due.case_id)
    for clock in case.clocks():
        if (clock.limit, clock.by) != (due.limit, due.by):
            continue
        found = clock.due(case.history, uow.today)
        if found is None:
            continue
        case.record(found)
        near = isinstance(found, DeadlineNeared)
        event = grants.DeadlineNeared if near else grants.DeadlinePassed
        uow.publish(event(case_id=case.row.case_id, district=case.row.district, **dict(found)))
