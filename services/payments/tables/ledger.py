"""The ledger: entries and their postings are added, and nothing is ever changed."""

import datetime as dt
import uuid

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.tables.base import Base


class LedgerEntry(Base):
    """What one cause posted in one step, by whom and when."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("cause", "step"),
        Index("ix_entries_order", "case_id", "recorded_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"))
    district: Mapped[str]
    cause: Mapped[uuid.UUID]
    """The event or request that it answers."""
    step: Mapped[str]
    recorded_at: Mapped[dt.datetime]
    actor: Mapped[str]


class LedgerPosting(Base):
    """One line of an entry."""

    __tablename__ = "postings"
    __table_args__ = (
        Index(
            "ix_postings_case",
            "case_id",
            postgresql_include=[
                "district",
                "effective_on",
                "line",
                "code",
                "of",
                "pence",
                "reversal",
            ],
        ),
        Index(
            "ix_postings_district",
            "district",
            "effective_on",
            postgresql_include=["case_id", "code", "pence"],
        ),
    )

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID]
    district: Mapped[str]
    effective_on: Mapped[dt.date]
    code: Mapped[str]
    of: Mapped[str]
    """A kind of award, a contractor's id on the case; empty for what is of the case."""
    pence: Mapped[int] = mapped_column(BigInteger)
    """A debit is positive, a credit negative."""
    reversal: Mapped[bool] = mapped_column(server_default=text("false"))
    """Whether it takes another line back: it then counts on the side that that one counted on."""
