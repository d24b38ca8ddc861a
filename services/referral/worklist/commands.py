"""Who has a case in hand."""

import uuid

from services.referral.casefile.records import Casefile, open_casefile
from services.referral.tables import EarlierAssignment, Referral
from shared.assignment import Assignment
from shared.persistence.assignment import hand_over
from shared.persistence.unit_of_work import UnitOfWork


async def assign(uow: UnitOfWork, case_id: uuid.UUID, assignment: Assignment) -> Casefile:
    """Give a case to one officer and a team, or to none (guidance 4.29)."""
    referral = await uow.load(Referral, case_id)
    district = referral.district
    uow.concerns(district, case_id)
    hand_over(uow, referral, assignment, EarlierAssignment, case_id=case_id, district=district)
    return await open_casefile(uow, case_id)
