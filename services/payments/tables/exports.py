"""What went to the council's own ledger."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import ForeignKey, LargeBinary, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.tables.base import Base

_TOTAL = Numeric(14, 2)


class LedgerExport(Base):
    """A file for the council's ledger: written once, its bytes never change."""

    __tablename__ = "ledger_exports"
    __table_args__ = (UniqueConstraint("district", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    number: Mapped[int]
    """Counts the exports of the district."""
    entries: Mapped[int]
    """So many are in it so far."""
    debits: Mapped[Decimal] = mapped_column(_TOTAL)
    credits: Mapped[Decimal] = mapped_column(_TOTAL)
    file: Mapped[bytes | None] = mapped_column(LargeBinary)
    """None while it is being written."""
    file_sha256: Mapped[str | None]
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str]


class ExportPiece(Base):
    """A part of a file that is being written."""

    __tablename__ = "ledger_export_pieces"

    export: Mapped[uuid.UUID] = mapped_column(ForeignKey("ledger_exports.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ExportedEntry(Base):
    """An entry that is in an export: in one, once."""

    __tablename__ = "exported_entries"

    entry: Mapped[uuid.UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    export: Mapped[uuid.UUID] = mapped_column(ForeignKey("ledger_exports.id"))
    district: Mapped[str]
