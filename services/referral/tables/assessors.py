"""Who assesses, which case is whose, and what they were trained in."""

import datetime as dt
import uuid

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.referral.domain.assessors import Assessor
from services.referral.domain.training import Training
from services.referral.tables.base import Base, Recorded
from shared.persistence.mistakes import Retractable
from shared.persistence.stored import Stored


class AssessorRecord(Base):
    """An assessor as entered, or as corrected; the last one of an id counts. Of no district."""

    __tablename__ = "assessors"
    __table_args__ = (Index("assessors_principal", "principal"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    principal: Mapped[str]
    assessor: Mapped[Assessor] = mapped_column(Stored(Assessor))
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]
    reason: Mapped[str | None]


class AllocationRecord(Recorded, Base):
    """To whom a case was given; the last one counts."""

    __tablename__ = "allocations"
    __table_args__ = (Index("allocations_assessor", "assessor_id"),)

    assessor_id: Mapped[uuid.UUID]
    grade: Mapped[str]
    """What the assessor was then."""
    overridden: Mapped[bool]
    """Their grade or district would not have done; the reason says why they took it."""


class TrainingRecord(Retractable, Base):
    """A training that was held. Of no district."""

    __tablename__ = "trainings"
    __table_args__ = (Index("ix_trainings_order", "held_on", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    held_on: Mapped[dt.date]
    training: Mapped[Training] = mapped_column(Stored(Training))
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]
