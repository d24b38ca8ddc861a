"""Payment runs and the payments in them."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.domain.life import RUNS, RunStep
from services.payments.domain.returns import AnswerTakenBack
from services.payments.domain.runs import Run
from services.payments.tables.base import Base
from shared.life import after
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class PaymentRun(Versioned, Base):
    """A run from its proposal to the bank's answer. Its file is made once and never changes."""

    __tablename__ = "runs"
    __table_args__ = (
        UniqueConstraint("service_user_number", "serial"),
        Index("ix_runs_order", "proposed_at", "id"),
        Index(
            "ix_runs_open",
            "state",
            "id",
            postgresql_where=text("state NOT IN ('confirmed', 'voided')"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    state: Mapped[str]
    content: Mapped[Run] = mapped_column(Stored(Run))
    service_user_number: Mapped[str]
    serial: Mapped[str]
    file_format: Mapped[str]
    digest: Mapped[str]
    """SHA-256 of the payments as they were proposed: what an approver has seen."""
    proposed_at: Mapped[dt.datetime]
    proposed_by: Mapped[str]
    approved_by: Mapped[str | None]
    sealed_by: Mapped[str | None]
    file: Mapped[bytes | None] = mapped_column(LargeBinary)
    file_sha256: Mapped[str | None]
    handed_in_on: Mapped[dt.date | None]
    confirmed_on: Mapped[dt.date | None]
    voided_by: Mapped[str | None]
    voided_because: Mapped[str | None]
    """None of a run that was voided before reasons were asked for."""

    def take(self, step: RunStep) -> None:
        """Take a step of its life; raises `WrongState` where it does not fit."""
        self.state = after(RUNS, "run", self.state, step)


class RunPayment(Base):
    """One payment of a run: an invoice to the account that was in force then."""

    __tablename__ = "run_payments"
    __table_args__ = (
        UniqueConstraint("run_id", "line"),
        UniqueConstraint("district", "reference"),
        Index("ix_run_payments_case", "case_id"),
        Index("uq_run_payments_live", "invoice", unique=True, postgresql_where=text("live")),
        Index(
            "ix_run_payments_failed",
            "id",
            postgresql_where=text("live AND outcome IN ('rejected', 'recalled', 'returned')"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    run_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("runs.id"))
    line: Mapped[int]
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"))
    district: Mapped[str]
    invoice: Mapped[uuid.UUID] = mapped_column(ForeignKey("invoices.id"))
    bank_details: Mapped[uuid.UUID] = mapped_column(ForeignKey("bank_details.id"))
    amount: Mapped[Decimal]
    reference: Mapped[str]
    live: Mapped[bool]
    """Whether it stands in the way of another payment of the invoice."""
    outcome: Mapped[str | None]
    recalled_by: Mapped[str | None]
    """Who asked the bank to stop it."""
    recall_reason: Mapped[str | None]
    returned_on: Mapped[dt.date | None]
    return_reason: Mapped[str | None]
    """Why the payee's bank sent it back."""
    taken_back: Mapped[tuple[AnswerTakenBack, ...]] = mapped_column(
        Stored(tuple[AnswerTakenBack, ...]), default=()
    )
    """What was noted of it by mistake, the first first."""
