"""How long something took while its clock could stand still (guidance 4.16, 4.17)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from shared.calendar import working_days_between


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which a clock stood still; it still does where there is no end."""

    stopped_on: dt.date
    resumed_on: dt.date | None

    def lost(self, began_on: dt.date, until: dt.date) -> int:
        """Working days of it that lie between two days."""
        first = max(self.stopped_on, began_on)
        last = min(self.resumed_on or until, until)
        return working_days_between(first, last) if last > first else 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What a stage took, or has taken so far."""

    calendar_days: int
    gross_working_days: int
    working_days: int
    """Without those on which the clock stood still."""


def taken(began_on: dt.date, until: dt.date, pauses: Sequence[Pause]) -> Taken:
    """What lies between two days, in calendar days, working days, and those that counted."""
    gross = working_days_between(began_on, until) if until > began_on else 0
    lost = sum(pause.lost(began_on, until) for pause in pauses)
    return Taken(max(0, (until - began_on).days), gross, gross - lost)
