"""A case's way through the stages of guidance 4.15, and what each stage took."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from shared.clocks import Pause, Taken, taken


@dataclass(frozen=True, slots=True)
class PauseFor:
    """A time in which the clock stood still, and why."""

    pause: Pause
    reason: str


@dataclass(frozen=True, slots=True)
class Course:
    """What counts of a case for its times."""

    case_id: uuid.UUID
    urgency: str | None
    complexity: str | None
    marks: tuple[dt.date | None, ...]
    """The enquiry, assessment, complete application, approval and certified works: stage 1 lies
    between the first two, and so on. None where that is not reached."""
    targets: tuple[int | None, ...]
    """Working days that each of the four stages may take (4.16); None before triage."""
    pauses: tuple[PauseFor, ...]


@dataclass(frozen=True, slots=True)
class StageDone:
    """A stage that is done, or the whole way from the enquiry to the completed works."""

    course: Course
    began_on: dt.date
    ended_on: dt.date
    target: int | None
    """In working days; None of the whole way, and of a case that was not triaged."""
    took: Taken

    def met(self, *, gross: bool) -> bool:
        """Whether it kept to its target: with nothing taken off, or without stopped clocks."""
        assert self.target is not None, "asked of stages with a target"
        days = self.took.gross_working_days if gross else self.took.working_days
        return days <= self.target

    @property
    def days_over(self) -> int:
        """Working days that counted beyond the target; none where it was met."""
        return max(0, self.took.working_days - (self.target or 0)) if self.target else 0


def stages_done(course: Course) -> Iterator[tuple[int, StageDone]]:
    """The stages that are done, each counted on from the end of the one before (4.15, 4.27)."""
    for stage, (began, ended) in enumerate(pairwise(course.marks), 1):
        if began is not None and ended is not None:
            yield stage, _done(course, began, ended, course.targets[stage - 1])


def whole_way(course: Course) -> StageDone | None:
    """From the enquiry to the completed works (Cannock Chase App 2); None before they are done."""
    began, ended = course.marks[0], course.marks[-1]
    return None if began is None or ended is None else _done(course, began, ended, None)


def _done(course: Course, began: dt.date, ended: dt.date, target: int | None) -> StageDone:
    took = taken(began, ended, [each.pause for each in course.pauses])
    return StageDone(course, began, ended, target, took)
