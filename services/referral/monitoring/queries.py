"""What people say of themselves, counted."""

from collections.abc import Mapping

from services.referral.domain.monitoring import AskedAt
from services.referral.monitoring.answers import answers_of
from shared.calendar import financial_year, year_bounds
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.problems import InvalidInput
from shared.schema import Field, Model

Counts = Mapping[str, int | None]


class YearAsked(Model):
    """Of which year, and of which district."""

    year: int = Field(ge=2000, le=2100)
    """The financial year, by the year in which it begins on 1 April; it must be over."""
    district: District
    """ONS code of the district."""


class MonitoringAnswers(Model):
    """What those said who were asked at one time. A count is null where it is too small to tell."""

    asked_at: AskedAt
    """When they were asked."""
    people: int | None
    """How many were asked; null where they are too few to tell anything."""
    counts: Mapping[str, Counts]
    """By question, then by answer."""


class MonitoringCounts(Model):
    """How often each was said in a district and a year, as it was told to the forum."""

    year: int
    """The financial year, by the year in which it begins on 1 April."""
    district: str
    """ONS code of the district."""
    items: tuple[MonitoringAnswers, ...]
    """By when people were asked; none where nobody was."""


class YearNotOver(InvalidInput):
    """Two looks at a running year would tell what the person between them said."""

    slug = "year-not-over"
    title = "What people said is counted once the year is over"


async def monitoring_counts(reading: Reading, asked: YearAsked) -> MonitoringCounts:
    """How often each was said in a year that is over. Raises `YearNotOver`."""
    if asked.year >= financial_year(reading.today):
        raise YearNotOver.at("/year", f"it is over on {year_bounds(asked.year)[1]}")
    found = await answers_of(reading, asked.year, asked.district)
    return MonitoringCounts(
        year=asked.year,
        district=asked.district,
        items=tuple(
            MonitoringAnswers(asked_at=asked_at, people=told.people, counts=told.counts)
            for asked_at, told in found.items()
        ),
    )
