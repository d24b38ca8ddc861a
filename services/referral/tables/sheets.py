"""Sheets of referrals that were sent, and what came of their rows."""

import uuid

from sqlalchemy.orm import Mapped

from services.referral.domain.sheet_rows import RowOutcome
from services.referral.tables.base import Base
from shared.taking_in import SentPiece, SentRow, SentSheet, Sheets


class Sheet(SentSheet, Base):
    """A sheet being taken in, or taken in."""

    __tablename__ = "sheets"

    source: Mapped[str]
    received: Mapped[int]
    advised: Mapped[int]
    taken_over: Mapped[int]
    known: Mapped[int]
    refused: Mapped[int]


class SheetPiece(SentPiece, Base):
    """A piece of a sheet as it was sent, kept until it is taken in."""

    __tablename__ = "sheet_pieces"


class SheetRow(SentRow, Base):
    """What came of one row."""

    __tablename__ = "sheet_rows"

    referral: Mapped[uuid.UUID | None]
    """The case that it began or that was known."""


SHEETS = Sheets(Sheet, SheetPiece, SheetRow, RowOutcome)
