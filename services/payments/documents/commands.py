"""Documents of an invoice, kept as they come in."""

import uuid
from functools import partial

from services.payments.domain.papers import Paper
from services.payments.invoices.deciding import of_case
from services.payments.tables import InvoiceDocument
from shared.files import Incoming, Store, keep
from shared.persistence.unit_of_work import UnitOfWork


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
