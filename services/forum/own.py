"""Figures to the number, of dates of one's choice: for a district's own cases alone.

Two dates a day apart give single cases away, so others read what is published for whole periods.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from services.forum.projections import Case
from shared.contracts.event import ONS_CODE
from shared.persistence.reading import Reading
from shared.problems import InvalidInput, Problem
from shared.schema import Date, Field, Model

MOST_DAYS = 3660
"""Ten years: what is asked for at once."""


class NotYourDistrict(Problem):
    """The figures are another district's, or of several: they are published by whole periods."""

    slug = "not-your-district"
    title = "These figures are for the district itself: read the publications of its periods"
    status = 403


class OwnPeriod(Model):
    """A district and a time of its own choice."""

    district: Annotated[str, Field(pattern=ONS_CODE)]
    """ONS code of the district: one whose cases the caller may change."""
    first: Date
    """The first day that counts."""
    last: Date
    """The last day that counts; at most ten years later."""

    def check(self) -> None:
        """Raise `InvalidInput` for a time that is none, or too long."""
        days = (self.last - self.first).days
        if not 0 <= days <= MOST_DAYS:
            raise InvalidInput.at("/last", f"lies 0 to {MOST_DAYS} days after `first`")


def demand_own(reading: Reading, district: str) -> None:
    """Raise `NotYourDistrict` unless the caller acts for the whole of that district."""
    if district not in reading.reach.write or reading.reach.within is not None:
        raise NotYourDistrict


async def cases_of(
    reading: Reading,
    columns: Sequence[InstrumentedAttribute[Any]],
    *conditions: ColumnElement[bool],
) -> Sequence[dict[str, Any]]:
    """These columns of the cases within reach that meet the conditions, in one order."""
    found = await reading.session.execute(
        select(*columns).where(*conditions).order_by(Case.received_on, Case.case_id)
    )
    return [row._asdict() for row in found]


def between(
    column: InstrumentedAttribute[dt.date | None], first: dt.date, last: dt.date
) -> ColumnElement[bool]:
    """Whether a day lies in a time."""
    return column.between(first, last)
