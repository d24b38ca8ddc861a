"""What a district knows of whoever is paid."""

import uuid
from collections.abc import Collection

from sqlalchemy import func, select

from services.payments.domain.accreditation import check_in_date
from services.payments.domain.bank import payee_of
from services.payments.domain.invoices import PaymentRefused
from services.payments.tables import ContractorOfCase, KnownContractor, ReceivedInvoice
from shared.persistence.unit_of_work import UnitOfWork


async def known_contractor(uow: UnitOfWork, district: str, name: str) -> KnownContractor | None:
    """The contractor of that name on the district's list, if a second person put it there."""
    row = await uow.session.get(KnownContractor, payee_of(district, name))
    return row if row is not None and row.approved_on is not None else None


async def contractor_of(uow: UnitOfWork, contractor: uuid.UUID) -> ContractorOfCase | None:
    """Who can be paid on a case, locked; None where nobody agreed to them, or by mistake."""
    found: ContractorOfCase | None = await uow.session.scalar(
        select(ContractorOfCase)
        .where(ContractorOfCase.id == contractor, ContractorOfCase.taken_back.is_(None))
        .with_for_update()
    )
    return found


async def next_agreement(uow: UnitOfWork, contractor: uuid.UUID) -> int:
    """The number of the next agreement to a contractor of a case, whose account is locked."""
    before = select(func.count()).where(ContractorOfCase.id == contractor)
    return (await uow.session.scalar(before) or 0) + 1


async def barred(uow: UnitOfWork, payees: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those who are on a list and may not be paid today: suspended, or not in date."""
    rows = await uow.session.scalars(
        select(KnownContractor).where(
            KnownContractor.id.in_(payees), KnownContractor.approved_on.is_not(None)
        )
    )
    return {row.id for row in rows if not _in_date(uow, row)}


def payee(invoice: ReceivedInvoice) -> uuid.UUID:
    """Whom an invoice pays, as bank details and lists know them."""
    return payee_of(invoice.district, invoice.payee)


def _in_date(uow: UnitOfWork, row: KnownContractor) -> bool:
    suspended = row.suspended_because if row.suspended_on else None
    try:
        check_in_date(row.accreditation, suspended, uow.today)
    except PaymentRefused:
        return False
    return True
