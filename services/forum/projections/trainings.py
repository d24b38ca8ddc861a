"""Trainings that were held, and how many came."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from services.forum.projections.base import Base
from services.forum.projections.rows import put
from shared.bus.projections import Projection, Told
from shared.contracts.referral import TrainingHeld


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


async def keep_trainings(session: AsyncSession, told: Sequence[Told]) -> None:
    """Keep each training."""
    await put(session, HeldTraining, _rows(told))


def _rows(told: Sequence[Told]) -> Iterator[dict[str, Any]]:
    for each in told:
        assert isinstance(each.event, TrainingHeld)
        yield each.event.model_dump() | {"topics": list(each.event.topics)}


TRAININGS = Projection(HeldTraining.__tablename__, (TrainingHeld,), keep_trainings)
