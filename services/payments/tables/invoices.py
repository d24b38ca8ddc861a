"""Invoices as they came in, and what was decided on each."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.domain.cis import Deduction
from services.payments.domain.invoices import Invoice, InvoiceKind, LapsedApproval
from services.payments.domain.ledger.entries import APPLICANT
from services.payments.domain.life import INVOICES, InvoiceStep
from services.payments.tables.base import Base
from shared.contracts.codes import PaymentStage
from shared.life import after
from shared.money import NIL
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class ReceivedInvoice(Versioned, Base):
    """An invoice. One that was rejected may be sent again; any other stands once."""

    __tablename__ = "invoices"
    __table_args__ = (
        Index("ix_invoices_order", "case_id", "received_on", "id"),
        Index("ix_invoices_due", "district", "state", "due_on", "id"),
        Index("ix_invoices_next", "due_on", "id"),
        Index(
            "ix_invoices_open",
            "state",
            "due_on",
            "id",
            postgresql_where=text("paid_on IS NULL AND state IN ('received', 'approved')"),
        ),
        Index(
            "ix_invoices_deducted",
            "district",
            "paid_on",
            "id",
            postgresql_where=text("cis IS NOT NULL"),
        ),
        Index(
            "ix_invoices_hmrc_payment",
            "hmrc_payment",
            postgresql_where=text("hmrc_payment IS NOT NULL"),
        ),
        Index(
            "uq_invoices_once",
            "invoice_id",
            unique=True,
            postgresql_where=text("state NOT IN ('rejected', 'cancelled')"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"))
    district: Mapped[str]
    contractor: Mapped[uuid.UUID]
    """Of the contractor on this case alone."""
    invoice: Mapped[Invoice] = mapped_column(Stored(Invoice))
    invoice_id: Mapped[uuid.UUID]
    """Of the invoice by contractor and reference."""
    kind: Mapped[str]
    """Works, what was held back of them, or a refund to the applicant."""
    stage: Mapped[str]
    amount: Mapped[Decimal]
    state: Mapped[str]
    received_on: Mapped[dt.date]
    received_by: Mapped[str]
    due_on: Mapped[dt.date]
    decided_on: Mapped[dt.date | None]
    decided_by: Mapped[str | None]
    lapsed_on: Mapped[dt.date | None]
    """Since when its approval does not count, until somebody approves it again."""
    lapsed_approvals: Mapped[tuple[LapsedApproval, ...]] = mapped_column(
        Stored(tuple[LapsedApproval, ...]), default=()
    )
    """Those that a mistaken certificate took with it, the first first."""
    from_award: Mapped[Decimal | None]
    retained: Mapped[Decimal]
    """What is held back of it until the works are complete, in pounds."""
    credited: Mapped[Decimal]
    """What its contractor took back by credit notes, in pounds."""
    cis: Mapped[Deduction | None] = mapped_column(Stored(Deduction))
    """What was taken off for HMRC, and how it was worked out; None of grants."""
    deducted: Mapped[Decimal] = mapped_column(default=NIL)
    """How much that was, in pounds."""
    hmrc_payment: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("hmrc_payments.id"))
    """With which payment HMRC has it; None before that, and once that payment is taken back."""
    pay_to: Mapped[str | None]
    """The applicant, where they are paid instead of the contractor (section 39(2))."""
    pay_to_by: Mapped[str | None]
    pay_to_because: Mapped[str | None]
    reason: Mapped[str | None]
    """Why it was rejected or cancelled."""
    continued_by: Mapped[str | None]
    """Who decided that it is paid although the approval has ended."""
    continued_because: Mapped[str | None]
    run_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("runs.id"))
    """The run that may pay it, or has; None again once that did not reach the contractor."""
    paid_on: Mapped[dt.date | None]

    def take(self, step: InvoiceStep) -> None:
        """Take a step of its life; raises `WrongState` where it does not fit."""
        what = "refund" if self.kind == InvoiceKind.REFUND else "invoice"
        self.state = after(INVOICES, what, self.state, step)

    @property
    def is_last(self) -> bool:
        """Whether it is paid only once the works are complete (section 37)."""
        return self.stage == PaymentStage.FINAL and self.kind != InvoiceKind.REFUND

    @property
    def owner(self) -> str:
        """Whose accounts of the ledger it moves."""
        return APPLICANT if self.kind == InvoiceKind.REFUND else str(self.contractor)

    @property
    def payee(self) -> str:
        """Whose bank details it is paid to, by name."""
        return self.pay_to or self.invoice.contractor

    @property
    def net(self) -> Decimal:
        """What it comes to after credit notes, in pounds."""
        return self.amount - self.credited

    @property
    def payable(self) -> Decimal:
        """What is paid now, in pounds."""
        return self.net - self.retained - self.deducted

    @property
    def paid_from_award(self) -> Decimal:
        """What of that comes from the award: the applicant's share is used first."""
        from_award = self.from_award or NIL
        return max(NIL, self.payable - (self.net - from_award))


PAYABLE = (
    ReceivedInvoice.amount
    - ReceivedInvoice.credited
    - ReceivedInvoice.retained
    - ReceivedInvoice.deducted
)
"""What is paid of an invoice, in pounds, as statements add it up."""
