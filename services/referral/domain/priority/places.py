"""Places on a waiting list, each with its reasons, and the six months that no list stops."""

import datetime as dt
from dataclasses import dataclass

from services.referral.domain.priority.codes import Group, Reason
from shared.calendar import add_months

NEAR = dt.timedelta(days=30)
"""So long before a decision is due it is near."""


@dataclass(frozen=True, slots=True)
class Why:
    """A reason for a place: `points` where it gives any, and the clause that makes it count."""

    code: Reason
    points: int | None
    clause: str


@dataclass(frozen=True, slots=True)
class PlaceByPoints:
    """A case's place on a list by points."""

    id: str
    place: int
    points: int
    reaches_threshold: bool
    decide_by: dt.date | None
    near: bool
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class PlaceInGroup:
    """A case's place on a list by groups."""

    id: str
    place: int
    group: Group
    decide_by: dt.date | None
    near: bool
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """The day, and how many months a valid application gives (section 34 of the Act)."""

    on: dt.date
    months: int

    def decide_by(self, valid_application_on: dt.date | None) -> dt.date | None:
        """By when the authority has to decide; a place on a list does not put it off."""
        return valid_application_on and add_months(valid_application_on, self.months)

    def is_near(self, decide_by: dt.date | None) -> bool:
        """Whether a decision is due within 30 days or overdue."""
        return decide_by is not None and decide_by - self.on <= NEAR
