"""The times that the Act sets: near, past, or kept (sections 34 and 37)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shared.calendar import add_months

DECISION_CLAUSE, COMPLETION_CLAUSE = "section 34", "section 37"
MONTHS_FOR_WORKS = 12
"""From the approval (section 37), unless grants told of another day."""
NEAR = dt.timedelta(days=28)
"""How long before its last day a time is near: a choice of ours, as the grants service warns."""


class ClockState(StrEnum):
    """How a time stands."""

    RUNNING = "running"
    NEAR = "near"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class StatutoryClock:
    """A time that runs on a case."""

    limit: str
    by: dt.date
    clause: str

    def state(self, today: dt.date) -> ClockState:
        """How it stands on a day. The last day itself is in time."""
        if today > self.by:
            return ClockState.PAST
        return ClockState.NEAR if today >= self.by - NEAR else ClockState.RUNNING


def running(case: Mapping[str, Any]) -> Iterator[StatutoryClock]:
    """The times that run on a case: the decision, then the works. Nothing stops them (4.16)."""
    if case["ended_on"] is not None:
        return
    if case["applied_on"] is not None and case["approved_on"] is None:
        yield StatutoryClock("decision", case["decide_by"], DECISION_CLAUSE)
    if case["approved_on"] is not None and case["certified_on"] is None:
        yield StatutoryClock("completion", _works_by(case), COMPLETION_CLAUSE)


def _works_by(case: Mapping[str, Any]) -> dt.date:
    """The later of what was agreed and what was last warned of; else twelve months."""
    told = case["deadlines"].get("completion")
    days = [case["complete_by"], told and dt.date.fromisoformat(told["by"])]
    known = [day for day in days if day is not None]
    return max(known) if known else add_months(case["approved_on"], MONTHS_FOR_WORKS)
