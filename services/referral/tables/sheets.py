"""Sheets of referrals that were sent, and what came of their rows."""

import datetime as dt
import uuid

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.referral.tables.base import Base
from shared.persistence.stored import Stored
from shared.sheets.rows import Remark

Names = tuple[str, ...]
Remarks = tuple[Remark, ...]


class Sheet(Base):
    """A sheet being taken in, or taken in."""

    __tablename__ = "sheets"
    __table_args__ = (
        Index("sheets_started", "started_at", "id"),
        Index("sheets_waiting", "by", postgresql_where=text("finished_at IS NULL")),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    source: Mapped[str]
    organisation: Mapped[str]
    trial: Mapped[bool]
    """Whether nothing but the report is written."""
    bytes: Mapped[int]
    by: Mapped[str]
    rows: Mapped[int]
    """Read so far."""
    received: Mapped[int]
    advised: Mapped[int]
    taken_over: Mapped[int]
    known: Mapped[int]
    refused: Mapped[int]
    passed_over: Mapped[Names] = mapped_column(Stored(Names))
    """Columns and sheets that nothing is read from."""
    started_at: Mapped[dt.datetime]
    progressed_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    failure: Mapped[str | None]
    """Why it could not be read to its end."""


class SheetPiece(Base):
    """A piece of a sheet as it was sent, kept until it is taken in."""

    __tablename__ = "sheet_pieces"

    sheet_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    content: Mapped[bytes]


class SheetRow(Base):
    """What came of one row."""

    __tablename__ = "sheet_rows"

    sheet_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    outcome: Mapped[str]
    referral: Mapped[uuid.UUID | None]
    """The case that it began or that was known."""
    refused: Mapped[str | None]
    remarks: Mapped[Remarks] = mapped_column(Stored(Remarks))
