"""Recording agreements on money and correcting them: what stood before is kept."""

import uuid

from services.forum.domain.funding import Agreed
from services.forum.money.agreements import AgreedCorrection
from services.forum.tables import FundingAgreement
from services.forum.tables.versions import versions_of
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound


async def record_agreed(uow: UnitOfWork, agreed: Agreed) -> FundingAgreement:
    """Record who pays whom for what, until when."""
    return _add(uow, uow.new_id("funding-agreement"), 1, agreed.check())


async def correct_agreed(
    uow: UnitOfWork, agreement_id: uuid.UUID, correction: AgreedCorrection
) -> FundingAgreement:
    """Correct, prolong or end an agreement, with a reason. Raises `NotFound`."""
    found = await uow.session.scalars(versions_of(FundingAgreement, agreement_id).limit(1))
    before = found.one_or_none()
    if before is None:
        raise NotFound
    for district in before.agreed.districts:
        uow.concerns(district)
    agreed = correction.agreed.check("/agreed")
    return _add(uow, agreement_id, before.number + 1, agreed, correction.reason)


def _add(
    uow: UnitOfWork, its: uuid.UUID, number: int, agreed: Agreed, reason: str | None = None
) -> FundingAgreement:
    """Add a version; whoever does may act for every district whose works it is about."""
    for district in agreed.districts:
        uow.concerns(district)
    row = FundingAgreement(
        id=its,
        number=number,
        agreed=agreed,
        recorded_at=uow.now,
        recorded_by=uow.reach.principal,
        reason=reason,
    )
    uow.add(row)
    return row
