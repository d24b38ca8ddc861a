"""Documents of an invoice, kept as they come in."""

import uuid
from functools import partial

from services.payments.books import take_back
from services.payments.domain.life import InvoiceState
from services.payments.domain.papers import Paper, check_not_relied_on
from services.payments.invoices.deciding import of_case
from services.payments.tables import InvoiceDocument
from shared.calendar import legal_date
from shared.files import Incoming, Store, keep
from shared.mistakes import Mistake
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound


async def keep_document(
    uow: UnitOfWork,
    case_id: uuid.UUID,
    invoice_id: uuid.UUID,
    *,
    shows: Paper,
    incoming: Incoming,
    store: Store,
) -> InvoiceDocument:
    """Keep a document of an invoice, whatever was decided on it."""
    invoice = await of_case(uow, case_id, invoice_id)
    table = partial(InvoiceDocument, invoice=invoice_id)
    return await keep(
        uow, store, table, incoming, district=invoice.district, case_id=case_id, shows=shows
    )


async def strike_out_document(
    uow: UnitOfWork,
    case_id: uuid.UUID,
    invoice_id: uuid.UUID,
    document_id: uuid.UUID,
    mistake: Mistake,
) -> InvoiceDocument:
    """Strike out a document that was filed by mistake; it stays to be read with the reason."""
    invoice = await of_case(uow, case_id, invoice_id)
    document = await uow.load(InvoiceDocument, document_id)
    if document.invoice != invoice_id:
        raise NotFound
    uow.concerns(document.district, case_id)
    approved = invoice.state == InvoiceState.APPROVED
    check_not_relied_on(legal_date(document.kept_at), invoice.decided_on if approved else None)
    take_back(uow, document, mistake.reason)
    return document
