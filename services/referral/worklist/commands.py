"""Who has a case in hand."""

import uuid

from services.referral.casefile.records import Casefile, open_casefile
from services.referral.tables import Referral
from shared.persistence.unit_of_work import UnitOfWork
from shared.web.assignment import Assignment


async def assign(uow: UnitOfWork, case_id: uuid.UUID, assignment: Assignment) -> Casefile:
    """Give a case to one officer and a team, or to none (guidance 4.29)."""
    referral = await uow.load(Referral, case_id)
    referral.officer, referral.team = assignment.officer, assignment.team
    uow.concerns(referral.district, case_id)
    return await open_casefile(uow, case_id)
