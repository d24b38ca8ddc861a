"""Between which days a benefit or a kind of income can be had, by code. Read from `data/`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """First and last day, None where there is none. The source is the Act or instrument."""

    first: dt.date | None
    last: dt.date | None
    doubtful_after: dt.date | None
    """The last awards were to end by this day, but that all did is not certain."""
    source: str

    def why_not(self, on: dt.date) -> str | None:
        """Why nobody can have it on a day; None where somebody can."""
        if self.first is not None and on < self.first:
            return f"nobody could have it before {self.first} ({self.source})"
        if self.last is not None and on > self.last:
            return f"nobody has had it since {self.last} ({self.source})"
        return None

    def is_doubtful(self, on: dt.date) -> bool:
        """Whether it should be checked that it was still paid on a day."""
        return self.doubtful_after is not None and on > self.doubtful_after


@dataclass(frozen=True, slots=True)
class Availability:
    """The spans of every code of the published input."""

    benefits: Mapping[str, Span]
    income: Mapping[str, Span]
