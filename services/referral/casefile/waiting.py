"""What is recorded of a case's waiting: a row is added each time, and the last one counts."""

import uuid

from services.referral.domain.priority.placing import LeftBecause
from services.referral.tables import Referral, WaitingCase, WaitingRecord
from services.referral.tables.waiting import WaitingFacts
from shared.persistence.unit_of_work import UnitOfWork

FACTS = tuple(WaitingFacts.__annotations__)


def record_waiting(uow: UnitOfWork, case: WaitingCase, reason: str | None, **facts: object) -> None:
    """Let these facts count from now on; those not named stay."""
    for name, value in facts.items():
        setattr(case, name, value)
    case.records += 1
    uow.add(
        WaitingRecord(
            case_id=case.case_id,
            number=case.records,
            district=case.district,
            recorded_at=uow.now,
            recorded_by=uow.reach.principal,
            reason=reason,
            **{name: getattr(case, name) for name in FACTS},
        )
    )


async def waiting_case(uow: UnitOfWork, referral: Referral) -> WaitingCase:
    """The row of a case on the list, locked; a new one where it was never on it."""
    case = await uow.find(WaitingCase, referral.case_id)
    if case is None:
        case = WaitingCase(case_id=referral.case_id, district=referral.district, records=0)
        uow.add(case)
    return case


async def leave_list(
    uow: UnitOfWork, case_id: uuid.UUID, because: LeftBecause, reason: str | None = None
) -> bool:
    """Take a case off the waiting list; whether it was on it."""
    case = await uow.find(WaitingCase, case_id)
    if case is None or case.left_on is not None:
        return False
    record_waiting(uow, case, reason, left_on=uow.today, left_because=because)
    return True


async def return_to_list(uow: UnitOfWork, case_id: uuid.UUID, because: LeftBecause) -> None:
    """A case that left the list for this reason waits again, unless an officer took it off."""
    case = await uow.find(WaitingCase, case_id)
    if case is None or case.left_because != because:
        return
    last = await uow.read(WaitingRecord, (case_id, case.records))
    if last.recorded_by == uow.reach.principal:
        record_waiting(uow, case, None, left_on=None, left_because=None)
