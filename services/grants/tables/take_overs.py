"""Sheets of cases to take over, and what came of their rows."""

import datetime as dt
import uuid

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.grants.tables.base import Base
from shared.persistence.stored import Stored
from shared.sheets.rows import Remark

Names = tuple[str, ...]
Remarks = tuple[Remark, ...]


class TakeOver(Base):
    """A sheet being taken in or tried, or done with."""

    __tablename__ = "take_overs"
    __table_args__ = (
        Index("take_overs_started", "started_at", "id"),
        Index("take_overs_waiting", "by", postgresql_where=text("finished_at IS NULL")),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    organisation: Mapped[str]
    trial: Mapped[bool]
    """Whether nothing but the report is written."""
    bytes: Mapped[int]
    by: Mapped[str]
    rows: Mapped[int]
    """Read so far."""
    taken: Mapped[int]
    known: Mapped[int]
    refused: Mapped[int]
    passed_over: Mapped[Names] = mapped_column(Stored(Names))
    """Columns and sheets that nothing is read from."""
    started_at: Mapped[dt.datetime]
    progressed_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    failure: Mapped[str | None]
    """Why it could not be read to its end."""


class TakeOverPiece(Base):
    """A piece of a sheet as it was sent, kept until it is done with."""

    __tablename__ = "take_over_pieces"

    take_over_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    content: Mapped[bytes]


class TakeOverRow(Base):
    """What came of one row."""

    __tablename__ = "take_over_rows"
    __table_args__ = (Index("take_over_rows_case", "case_id"),)

    take_over_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    outcome: Mapped[str]
    trial: Mapped[bool]
    """As the sheet has it."""
    case_id: Mapped[uuid.UUID | None]
    """The case that the row stands for."""
    fingerprint: Mapped[str | None]
    """Of what the row says: sent again, it is known."""
    refused: Mapped[str | None]
    remarks: Mapped[Remarks] = mapped_column(Stored(Remarks))
