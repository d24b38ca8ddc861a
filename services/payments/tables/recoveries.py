"""Debts to the council on a grant, and what came in on them."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.domain.recoveries import Demand, WriteOff
from services.payments.tables.base import Base
from shared.persistence.mistakes import Retractable
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class Recovery(Retractable, Versioned, Base):
    """A demand, which holds once a second person has approved it."""

    __tablename__ = "recoveries"
    __table_args__ = (Index("ix_recoveries_case", "case_id", "proposed_on", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"))
    district: Mapped[str]
    demand: Mapped[Demand] = mapped_column(Stored(Demand))
    decision: Mapped[int | None]
    """Of grants, by its number there, on which it was proposed; None where finance asked, or grants did
    not name it yet."""
    proposed_on: Mapped[dt.date]
    proposed_by: Mapped[str]
    demanded_on: Mapped[dt.date | None]
    demanded_by: Mapped[str | None]
    doubted_on: Mapped[dt.date | None]
    """Since when the decision on which it was demanded does not count; None: it does."""
    write_off: Mapped[WriteOff | None] = mapped_column(Stored(WriteOff))
    """What somebody proposes to give up; None once it is decided on."""
    write_off_by: Mapped[str | None]


class Repayment(Retractable, Base):
    """Money that came in on a debt."""

    __tablename__ = "repayments"
    __table_args__ = (Index("ix_repayments_case", "case_id", "received_on", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"))
    district: Mapped[str]
    recovery: Mapped[uuid.UUID] = mapped_column(ForeignKey("recoveries.id"))
    amount: Mapped[Decimal]
    received_on: Mapped[dt.date]
    received_by: Mapped[str]


class DecidedWriteOff(Retractable, Base):
    """What was proposed to be given up of a debt: given up, or withdrawn."""

    __tablename__ = "write_offs"
    __table_args__ = (Index("ix_write_offs_case", "case_id", "recovery", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"))
    district: Mapped[str]
    recovery: Mapped[uuid.UUID] = mapped_column(ForeignKey("recoveries.id"))
    asked: Mapped[WriteOff] = mapped_column(Stored(WriteOff))
    proposed_by: Mapped[str | None]
    given_up_on: Mapped[dt.date | None]
    """None of what was withdrawn before a second person approved it."""
    given_up_by: Mapped[str | None]
