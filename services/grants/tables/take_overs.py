"""Sheets of cases to take over, and what came of their rows."""

import uuid

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.grants.domain.casework.entries_of_take_over import RowOutcome
from services.grants.tables.base import Base
from shared.taking_in import SentPiece, SentRow, SentSheet, Sheets


class TakeOver(SentSheet, Base):
    """A sheet being taken in or tried, or done with."""

    __tablename__ = "take_overs"

    taken: Mapped[int]
    known: Mapped[int]
    refused: Mapped[int]


class TakeOverPiece(SentPiece, Base):
    """A piece of a sheet as it was sent, kept until it is done with."""

    __tablename__ = "take_over_pieces"

    sheet_id: Mapped[uuid.UUID] = mapped_column("take_over_id", primary_key=True)


class TakeOverRow(SentRow, Base):
    """What came of one row."""

    __tablename__ = "take_over_rows"
    __table_args__ = (Index("take_over_rows_case", "case_id"),)

    sheet_id: Mapped[uuid.UUID] = mapped_column("take_over_id", primary_key=True)
    trial: Mapped[bool]
    """As the sheet has it."""
    case_id: Mapped[uuid.UUID | None]
    """The case that the row stands for."""
    fingerprint: Mapped[str | None]
    """Of what the row says: sent again, it is known."""


TAKE_OVERS = Sheets(TakeOver, TakeOverPiece, TakeOverRow, RowOutcome)
