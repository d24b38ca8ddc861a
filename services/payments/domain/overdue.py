"""The time to pay an invoice, as an event to oneself."""

import uuid
from typing import ClassVar

from shared.contracts.event import OwnEvent


class InvoiceFellDue(OwnEvent):
    """The last day to pay an invoice is over."""

    TYPE: ClassVar[str] = "payments.invoice-fell-due"

    invoice_id: uuid.UUID

    @property
    def subject(self) -> str:
        return str(self.invoice_id)
