"""Contractors are put on a district's list by two people, suspended, and put back."""

import uuid

from services.payments.domain.accreditation import Accreditation, Suspension
from services.payments.domain.bank import check_other, payee_of
from services.payments.tables import KnownContractor
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def enter_contractor(uow: UnitOfWork, known: Accreditation) -> KnownContractor:
    """Enter what is known of a contractor, or what has changed; somebody else approves it."""
    uow.concerns(known.district)
    payee = payee_of(known.district, known.name)
    row = await uow.find(KnownContractor, payee)
    if row is None:
        row = KnownContractor(id=payee, district=known.district)
        uow.add(row)
    row.name, row.accreditation = known.name, known
    row.entered_by = uow.reach.principal
    row.approved_by = row.approved_on = None
    return row


async def approve_contractor(uow: UnitOfWork, contractor: uuid.UUID) -> KnownContractor:
    """Put a contractor on the list, as somebody else entered it."""
    row = await _of(uow, contractor)
    if row.approved_on is not None:
        raise WrongState("this is approved already")
    check_other(uow.reach.principal, row.entered_by)
    row.approved_by, row.approved_on = uow.reach.principal, uow.today
    return row


async def suspend(uow: UnitOfWork, contractor: uuid.UUID, why: Suspension) -> KnownContractor:
    """Pay a contractor nothing more for now (guidance 6.3, 6.4)."""
    row = await _of(uow, contractor)
    if row.suspended_on is not None:
        raise WrongState("the contractor is suspended already")
    row.suspended_on, row.suspended_by = uow.today, uow.reach.principal
    row.suspended_because, row.reinstated_because = why.reason, None
    return row


async def reinstate(uow: UnitOfWork, contractor: uuid.UUID, why: Suspension) -> KnownContractor:
    """Put a contractor back; never by who suspended them."""
    row = await _of(uow, contractor)
    if row.suspended_on is None:
        raise WrongState("the contractor is not suspended")
    check_other(uow.reach.principal, row.suspended_by)
    row.suspended_on, row.reinstated_because = None, why.reason
    return row


async def _of(uow: UnitOfWork, contractor: uuid.UUID) -> KnownContractor:
    row = await uow.load(KnownContractor, contractor)
    uow.concerns(row.district)
    return row
