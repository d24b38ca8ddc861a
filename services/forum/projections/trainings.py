"""Trainings that were held, and how many came."""

import datetime as dt
import uuid

from sqlalchemy.orm import Mapped, mapped_column

from services.forum.projections.base import Base
from services.forum.projections.rows import as_told
from shared.contracts.referral import TrainingCorrected, TrainingHeld


class HeldTraining(Base):
    """One training; who came is counted, not named."""

    __tablename__ = "trainings"

    training_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    held_on: Mapped[dt.date] = mapped_column(index=True)
    topics: Mapped[list[str]]
    therapists: Mapped[int]
    trusted_assessors: Mapped[int]
    others: Mapped[int]


TRAININGS = as_told(HeldTraining, TrainingHeld, mistaken=TrainingCorrected)
