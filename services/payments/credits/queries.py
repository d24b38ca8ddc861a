"""What readers are shown of credit notes."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.domain.credits import CreditNote
from services.payments.domain.life import InvoiceState
from services.payments.tables import ReceivedCredit, ReceivedInvoice
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.schema import Model
from shared.views import ViewOfRow


class CreditView(ViewOfRow):
    """A credit note and what was decided on it."""

    id: uuid.UUID
    """The number of the note here."""
    case_id: uuid.UUID
    """The case."""
    invoice: uuid.UUID
    """The number of the invoice that it is on."""
    version: int
    """Counts the changes; the ETag is made of it."""
    state: InvoiceState
    """How far it has come: it counts once it is approved."""
    note: CreditNote
    """The note itself."""
    received_on: dt.date
    """The day on which it came in."""
    received_by: str
    """Who registered it."""
    decided_on: dt.date | None
    """The day of the decision; null before that."""
    decided_by: str | None
    """Who decided: never who registered it."""
    reason: str | None
    """Why it was rejected; null otherwise."""


class Credits(Model):
    """The credit notes on an invoice."""

    items: tuple[CreditView, ...]
    """Each note, the first received first."""


async def credit_notes(reading: Reading, case_id: uuid.UUID, received_id: uuid.UUID) -> Credits:
    """The credit notes on an invoice of a case."""
    invoice = await reading.read(ReceivedInvoice, received_id)
    if invoice.case_id != case_id:
        raise NotFound
    rows = await reading.session.scalars(
        select(ReceivedCredit)
        .where(ReceivedCredit.invoice == received_id)
        .order_by(ReceivedCredit.received_on, ReceivedCredit.id)
    )
    return Credits(items=tuple(CreditView.of(row) for row in rows))
