"""What people say of themselves, counted."""

from collections.abc import Mapping

from sqlalchemy import select

from services.referral.domain.monitoring import counted
from services.referral.tables import MonitoringRecord
from shared.persistence.reading import Reading
from shared.schema import Field, Model

Counts = Mapping[str, int | None]


class YearAsked(Model):
    """Of which year."""

    year: int = Field(ge=2000, le=2100)
    """The calendar year."""


class MonitoringCounts(Model):
    """How often each was said, over all districts that the caller may read.

    Counts are rounded to five, and null under eight.
    """

    year: int
    """The calendar year."""
    ethnic_group: Counts
    """By ethnic group."""
    sex: Counts
    """By sex."""
    age_band: Counts
    """By age."""
    faith: Counts
    """By faith."""


async def monitoring_counts(reading: Reading, asked: YearAsked) -> MonitoringCounts:
    """How often each was said in a year."""
    rows = await reading.session.scalars(
        select(MonitoringRecord).where(MonitoringRecord.year == asked.year)
    )
    said = rows.all()
    questions = ("ethnic_group", "sex", "age_band", "faith")
    counts = {name: counted(getattr(row, name) for row in said) for name in questions}
    return MonitoringCounts(year=asked.year, **counts)
