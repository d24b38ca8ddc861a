"""Figures to the number, of dates of one's choice: for a district's own cases alone.

Two dates a day apart give single cases away, so others read what is published for whole periods.
"""

from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.problems import InvalidInput, Problem
from shared.schema import Date, Model

MOST_DAYS = 3660
"""Ten years: what is asked for at once."""


class NotYourDistrict(Problem):
    """The figures are another district's, or of several: they are published by whole periods."""

    slug = "not-your-district"
    title = "These figures are for the district itself: read the publications of its periods"
    status = 403


class OwnPeriod(Model):
    """A district and a time of its own choice."""

    district: District
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
