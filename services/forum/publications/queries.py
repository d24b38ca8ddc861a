"""What was published of a year, as everybody sees it."""

import datetime as dt

from sqlalchemy import select

from services.forum.domain.publications import Publication
from services.forum.tables import PublicationRecord
from shared.persistence.reading import Reading
from shared.schema import Model


class PublicationView(Publication):
    """The figures of one financial year, small numbers hidden."""

    year: int
    """The financial year, by the year in which it begins on 1 April."""
    published_at: dt.datetime
    """When it was published; it has not changed since."""

    @classmethod
    def of(cls, row: PublicationRecord) -> "PublicationView":
        return cls(**dict(row.publication), year=row.year, published_at=row.published_at)


class PublicationList(Model):
    """The years of which figures are published."""

    years: tuple[int, ...]
    """The latest first."""


async def publications(reading: Reading) -> PublicationList:
    """The years that are published."""
    years = select(PublicationRecord.year).order_by(PublicationRecord.year.desc())
    return PublicationList(years=tuple(await reading.session.scalars(years)))


async def published(reading: Reading, year: int) -> PublicationView:
    """What was published of a year. Raises `NotFound`."""
    return PublicationView.of(await reading.read(PublicationRecord, year))
