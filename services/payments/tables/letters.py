"""Remittance advice and statements of what was taken off, as they were written."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.tables.base import Base
from shared.letters import WrittenLetter


class Remittance(WrittenLetter, Base):
    """A letter that told a payee what a run has paid them."""

    __tablename__ = "remittances"
    __table_args__ = (Index("remittances_run", "run_id", "written_at"),)

    run_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("runs.id"))
    payee: Mapped[uuid.UUID]
    """Of the name in that district, as bank details know them."""


class DeductionStatement(WrittenLetter, Base):
    """A letter that told a subcontractor what was taken off in a tax month and paid to HMRC."""

    __tablename__ = "deduction_statements"
    __table_args__ = (Index("deduction_statements_payee", "payee", "written_at"),)

    payee: Mapped[uuid.UUID]
    """Of the name in that district, as bank details know them."""
    ending: Mapped[dt.date]
    """The last day of the tax month."""
