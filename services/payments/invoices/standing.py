"""What an approved invoice has posted, without what credit notes took back of it."""

import uuid
from collections import Counter

from sqlalchemy import select

from services.payments.domain.invoices import InvoiceKind
from services.payments.domain.ledger.chart import Code
from services.payments.domain.ledger.entries import Entry, Posting
from services.payments.domain.life import InvoiceState
from services.payments.tables import LedgerPosting, ReceivedCredit, ReceivedInvoice
from shared.persistence.unit_of_work import UnitOfWork

POSTED_AS = {InvoiceKind.WORKS: "invoice", InvoiceKind.REFUND: "refund"}
"""The step in which an approval was posted. What was held back is due whatever comes."""


async def standing_entry(uow: UnitOfWork, received: ReceivedInvoice) -> Entry:
    """The lines of its approval, less those of its credit notes; none that is nil."""
    approved = await uow.session.scalars(
        select(ReceivedCredit.id).where(
            ReceivedCredit.invoice == received.id, ReceivedCredit.state == InvoiceState.APPROVED
        )
    )
    step = POSTED_AS[InvoiceKind(received.kind)]
    posted = [uuid.uuid5(received.id, f"entry/{step}")]
    posted += [uuid.uuid5(credit, "entry/credit") for credit in approved]
    rows = await uow.session.scalars(
        select(LedgerPosting)
        .where(LedgerPosting.entry_id.in_(posted))
        .order_by(LedgerPosting.reversal, LedgerPosting.line)
    )
    sums: Counter[tuple[Code, str]] = Counter()
    for row in rows:
        sums[Code(row.code), row.of] += row.pence
    return tuple(Posting(code, of, pence) for (code, of), pence in sums.items() if pence)
