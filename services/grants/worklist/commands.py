"""Who has a case in hand."""

import uuid

from services.grants.domain.casework.entries import Assigned
from services.grants.record import OpenRecord, open_case
from shared.persistence.unit_of_work import UnitOfWork


async def assign(uow: UnitOfWork, case_id: uuid.UUID, assigned: Assigned) -> OpenRecord:
    """Give a case to an officer and a team; who had it before stays in the history."""
    case = await open_case(uow, case_id)
    case.row.officer, case.row.team = assigned.officer, assigned.team
    case.record(assigned)
    return case
