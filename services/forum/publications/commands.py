"""Publishing a year's figures for all who take part in the forum, once."""

import datetime as dt

from services.forum.courses import courses_ended, courses_received
from services.forum.domain.course import stages_done
from services.forum.domain.publications import publication
from services.forum.tables import PublicationRecord
from shared.calendar import year_bounds
from shared.persistence.unit_of_work import UnitOfWork
from shared.policies import authorities
from shared.problems import InvalidInput, OutOfReach, WrongState
from shared.schema import Field, Model, example

A_DAY = dt.timedelta(days=1)


class ToPublish(Model):
    """Of which year the figures are published."""

    model_config = example(year=2024)

    year: int = Field(strict=True, ge=2008, le=2100)
    """The financial year, by the year in which it begins on 1 April; it must be over."""


async def publish(uow: UnitOfWork, wanted: ToPublish) -> PublicationRecord:
    """Make the tables of a year of all districts, and keep them as others see them."""
    if not set(authorities()) <= set(uow.reach.read) or uow.reach.within is not None:
        raise OutOfReach("whoever publishes reads every district: a table of some is another table")
    for district in authorities():
        uow.concerns(district)
    first, next_year = year_bounds(wanted.year)
    if uow.today < next_year:
        raise InvalidInput.at("/year", f"the year is over on {next_year}")
    if await uow.session.get(PublicationRecord, wanted.year) is not None:
        raise WrongState("this year is published; what was learnt since stands in later years")
    last = next_year - A_DAY
    referrals = await courses_received(uow, first, last, *authorities())
    courses = await courses_ended(uow, first, last, *authorities())
    done = {
        district: [
            (stage, done)
            for course in found
            for stage, done in stages_done(course)
            if first <= done.ended_on <= last
        ]
        for district, found in courses.items()
    }
    row = PublicationRecord(
        year=wanted.year,
        published_at=uow.now,
        published_by=uow.reach.principal,
        publication=publication(referrals, done),
    )
    uow.add(row)
    return row
