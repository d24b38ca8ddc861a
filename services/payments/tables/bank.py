"""Bank accounts: the council's own that is debited, and those of whoever is paid."""

import datetime as dt
import uuid

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.domain.bank import DebitAccountFacts
from services.payments.tables.base import Base
from shared.persistence.mistakes import Retractable
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class DebitAccount(Base):
    """The account from which a district pays, with the serials that are its own."""

    __tablename__ = "debit_accounts"

    district: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    sort_code: Mapped[str]
    account_number: Mapped[str]
    service_user_number: Mapped[str]
    next_serial: Mapped[int]
    last_serial: Mapped[int]
    file_format: Mapped[str]
    recall_until: Mapped[str]


class DebitAccountChange(Retractable, Versioned, Base):
    """A debit account as one person entered it; it holds once another has confirmed it."""

    __tablename__ = "debit_account_changes"
    __table_args__ = (Index("ix_debit_account_changes", "district", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    account: Mapped[DebitAccountFacts] = mapped_column(Stored(DebitAccountFacts))
    proposed_by: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[dt.date | None]


class BankDetails(Retractable, Versioned, Base):
    """One version of where a payee of a district is paid. A change is another row."""

    __tablename__ = "bank_details"
    __table_args__ = (
        Index("ix_bank_details_payee", "payee", "in_force_from", "id"),
        Index(
            "ix_bank_details_open",
            "id",
            postgresql_where=text("confirmed_by IS NULL AND taken_back IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    payee: Mapped[uuid.UUID]
    """Of the name in that district, as contractors are told apart."""
    name: Mapped[str]
    sort_code: Mapped[str]
    account_number: Mapped[str]
    evidence: Mapped[str]
    modulus: Mapped[str]
    """What the banks' own check of the digits said."""
    proposed_by: Mapped[str]
    confirmed_by: Mapped[str | None]
    in_force_from: Mapped[dt.date | None]
    """From when payments go there; None until a second person has confirmed it."""
