"""Keeping what people say of themselves, and telling what may be told once the year is over."""

import uuid
from typing import ClassVar

from services.referral.domain.monitoring import Answers, Monitoring
from services.referral.monitoring.answers import answers_of
from services.referral.tables import MonitoringRecord
from shared.calendar import begins, financial_year, year_bounds
from shared.contracts.event import OwnEvent
from shared.contracts.referral import EqualityCount, EqualityCounted
from shared.persistence.unit_of_work import UnitOfWork
from shared.schema import Model


class MonitoringKept(Model):
    """That it was kept, and nothing of what was said."""

    year: int
    """The financial year that it counts in, by the year in which it begins on 1 April."""


class MonitoringYearOver(OwnEvent):
    """A year is over in which people of a district answered: what may be told is told, once."""

    TYPE: ClassVar[str] = "referral.monitoring-year-over"

    year: int
    """The financial year, by the year in which it begins on 1 April."""

    @property
    def subject(self) -> str:
        """One for each district and year."""
        return f"{self.district}/{self.year}"


async def keep_monitoring(uow: UnitOfWork, said: Monitoring) -> MonitoringKept:
    """Keep what somebody said of themselves, under no case."""
    uow.concerns(said.district)
    year = financial_year(uow.today)
    over = MonitoringYearOver(district=said.district, year=year)
    await uow.cancel(over.subject, MonitoringYearOver)
    uow.later(over, at=begins(year_bounds(year)[1]))
    uow.add(MonitoringRecord(id=uuid.uuid4(), year=year, **dict(said)))
    return MonitoringKept(year=year)


async def tell_monitoring(uow: UnitOfWork, over: MonitoringYearOver) -> None:
    """Publish what the district's people said in the year; nothing is ever added to it."""
    assert over.district is not None, "monitoring is of a district"
    for asked_at, answers in (await answers_of(uow, over.year, over.district)).items():
        uow.publish(
            EqualityCounted(
                district=over.district,
                year=over.year,
                asked_at=asked_at,
                people=answers.people,
                counts=_counts(answers),
            )
        )


def _counts(answers: Answers) -> tuple[EqualityCount, ...]:
    return tuple(
        EqualityCount(question=question, answer=answer, people=people)
        for question, by_answer in answers.counts.items()
        for answer, people in by_answer.items()
    )
