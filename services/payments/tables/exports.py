"""What went to the council's own ledger."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import ForeignKey, LargeBinary, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.tables.base import Base

_TOTAL = Numeric(14, 2)


class LedgerExport(Base):
    """A file for the council's ledger: made once, its bytes never change."""

    __tablename__ = "ledger_exports"
    __table_args__ = (UniqueConstraint("district", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    number: Mapped[int]
    """Counts the exports of the district."""
    entries: Mapped[int]
    debits: Mapped[Decimal] = mapped_column(_TOTAL)
    credits: Mapped[Decimal] = mapped_column(_TOTAL)
    file: Mapped[bytes] = mapped_column(LargeBinary)
    file_sha256: Mapped[str]
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str]


class ExportedEntry(Base):
    """An entry that is in an export: in one, once."""

    __tablename__ = "exported_entries"

    entry: Mapped[uuid.UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    export: Mapped[uuid.UUID] = mapped_column(ForeignKey("ledger_exports.id"))
    district: Mapped[str]
