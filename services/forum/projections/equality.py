"""What people said of themselves for equality monitoring: of whole years, and under no case."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from services.forum.projections.base import Base
from services.forum.projections.rows import put
from shared.bus.projections import Projection, Told
from shared.contracts.referral import EqualityCounted


class EqualityAnswer(Base):
    """How many people of a district gave one answer to one question in a financial year."""

    __tablename__ = "equality_answers"

    district: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The year in which it begins on 1 April."""
    asked_at: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int | None]
    """None where it was left out because so few stand behind it."""
    asked: Mapped[int]
    """How many were asked the question."""


ANSWERS_IN_ORDER = (
    *(EqualityAnswer.district, EqualityAnswer.asked_at),
    *(EqualityAnswer.question, EqualityAnswer.answer),
)
"""Of a year."""


async def keep_answers(session: AsyncSession, told: Sequence[Told]) -> None:
    """Keep the answers of each district, year and time of asking; what was told again replaces it."""
    events = [each.event for each in told if isinstance(each.event, EqualityCounted)]
    latest = {(event.district, event.year, event.asked_at): event for event in events}
    which = tuple_(EqualityAnswer.district, EqualityAnswer.year, EqualityAnswer.asked_at)
    await session.execute(delete(EqualityAnswer).where(which.in_(list(latest))))
    await put(session, EqualityAnswer, [row for e in latest.values() for row in _rows(e)])


def _rows(event: EqualityCounted) -> Iterator[dict[str, Any]]:
    of = {"district": event.district, "year": event.year, "asked_at": event.asked_at}
    for each in event.counts:
        yield of | each.model_dump() | {"asked": event.people}


EQUALITY = Projection(EqualityAnswer.__tablename__, (EqualityCounted,), keep_answers)
