"""Contractors are put on a district's list by two people, suspended, and put back."""

import uuid

from services.payments.domain.accreditation import (
    Accreditation,
    ContractorBefore,
    EnteredContractor,
    Suspension,
)
from services.payments.domain.bank import check_other, payee_of
from services.payments.tables import EarlierContractor, KnownContractor
from shared.persistence.earlier import keep_earlier
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState
from shared.views import shown


async def enter_contractor(uow: UnitOfWork, entered: EnteredContractor) -> KnownContractor:
    """Enter what is known of a contractor, or what has changed; somebody else approves it."""
    known = shown(Accreditation, entered)
    uow.concerns(known.district)
    payee = payee_of(known.district, known.name)
    row = await uow.find(KnownContractor, payee)
    was = row and shown(ContractorBefore, row)
    if row is None:
        row = KnownContractor(id=payee, district=known.district)
        uow.add(row)
    row.name, row.accreditation = known.name, known
    row.entered_by = uow.reach.principal
    row.approved_by = row.approved_on = None
    if was is not None:
        keep_earlier(
            uow,
            EarlierContractor,
            was=was,
            now=shown(ContractorBefore, row),
            reason=entered.reason,
            contractor=payee,
            district=row.district,
        )
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
