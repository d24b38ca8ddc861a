"""Invoices for works that the council ordered itself: tax is reclaimed, and HMRC has its part."""

from collections.abc import Mapping

from services.payments.books import Book, known_contractor
from services.payments.domain.cis import deduct, rates_on
from services.payments.domain.ledger import entries
from services.payments.in_force import cis_rates
from services.payments.tables import ReceivedInvoice
from shared.money import pence
from shared.persistence.unit_of_work import UnitOfWork


async def accept_own(
    uow: UnitOfWork, book: Book, received: ReceivedInvoice, drawn: Mapping[str, int]
) -> None:
    """Post it as the council's own cost, and what the scheme takes off as due to HMRC."""
    known = await known_contractor(uow, received.district, received.invoice.contractor)
    verified = known.accreditation.cis if known else None
    taken = deduct(received.invoice, verified, rates_on(cis_rates(), uow.today))
    received.cis, received.deducted = taken, taken.deducted
    net = pence(taken.payment)
    entry = entries.own_invoice(received.owner, drawn, net, pence(received.amount) - net)
    book.post(uow, "invoice", entry, uow.today, cause=received.id)
    if taken.deducted:
        entry = entries.deducted(received.owner, pence(taken.deducted))
        book.post(uow, "deduction", entry, uow.today, cause=received.id)
