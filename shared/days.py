"""The first and the last day of the platform: every date that is sent lies between them.

No person alive was born before the first; later than the last a date is a slip. What is kept opens
whatever the days are.
"""

import datetime as dt
from dataclasses import dataclass

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2099, 12, 31)
"""Where the settings say nothing else."""


@dataclass(slots=True)
class PlatformDays:
    """The two days, as the settings have them."""

    first: dt.date = FIRST_DAY
    last: dt.date = LAST_DAY

    def check(self, day: dt.date) -> None:
        """Raise `ValueError` for a day beyond them."""
        if not self.first <= day <= self.last:
            raise ValueError(f"a date lies between {self.first} and {self.last}")


PLATFORM = PlatformDays()


def keep_to(first: dt.date, last: dt.date) -> None:
    """Take dates from the first of these days to the last: said once, when a service starts."""
    PLATFORM.first, PLATFORM.last = first, last
