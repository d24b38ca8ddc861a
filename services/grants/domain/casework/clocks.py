"""The times that run on a case: what is due by when, when that is warned of, when it has passed.

Nothing stops a time of the law: it ends with what was due, or it passes.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.grants.domain.casework.charges import ends_on
from services.grants.domain.casework.complaints import outstanding
from services.grants.domain.casework.entries_of_repayment import ChargeRemoved
from services.grants.domain.casework.entries_of_time import (
    DeadlineNeared,
    DeadlinePassed,
    Limit,
)
from services.grants.domain.casework.estimates import current
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import CHARGED, State
from services.grants.domain.casework.urgency import is_urgent
from services.grants.domain.codes import Time
from services.grants.domain.facts.application import Application
from services.grants.domain.policy.sources import Sources

CHARGE_END: Time = "charge_end"
"""The last day of a registered charge: nothing is missed when it is over."""
OF_THE_LAW: frozenset[Time] = frozenset({"decision", "completion"})
"""Sections 34 and 37. The other times are the authority's own, or the guidance's."""
MOST_WARNING = dt.timedelta(days=28)
WARNING_IN = 4
"""A time is warned of when a quarter of it is left, at most four weeks and at least a day. No
document sets this: it is a choice of ours."""
A_DAY = dt.timedelta(days=1)


class ClockState(StrEnum):
    """How a time stands."""

    RUNNING = "running"
    NEAR = "near"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time that runs: what is due, from when it is counted, and the last day."""

    limit: Time
    started_on: dt.date
    by: dt.date
    clause: str

    @property
    def warns_on(self) -> dt.date:
        """The day on which the last day is near."""
        left = min(MOST_WARNING, (self.by - self.started_on) // WARNING_IN)
        return self.by - max(A_DAY, left)

    @property
    def passes_on(self) -> dt.date:
        """The first day on which it is too late."""
        return self.by + A_DAY

    def is_told(self, history: History, *kinds: type[Limit]) -> bool:
        """Whether one of these entries was made of this very time."""
        told = [e for kind in kinds for e in history.all(kind)]
        return any((e.limit, e.by) == (self.limit, self.by) for e in told)

    def state(self, history: History) -> ClockState:
        """How it stands, as the history tells."""
        if self.is_told(history, DeadlinePassed):
            return ClockState.PASSED
        return ClockState.NEAR if self.is_told(history, DeadlineNeared) else ClockState.RUNNING

    def due(self, history: History, today: dt.date) -> Limit | None:
        """What is to be recorded of it today; after a standstill the breach alone."""
        about = {"limit": self.limit, "by": self.by, "clause": self.clause}
        if today >= self.passes_on:
            passed = self.is_told(history, DeadlinePassed)
            return None if passed else DeadlinePassed.model_validate(about)
        told = self.is_told(history, DeadlineNeared) or today < self.warns_on
        return None if told else DeadlineNeared.model_validate(about)


def of_a_charge(state: State, history: History) -> Iterator[Clock]:
    """The years of the longest charge that is on the register (section 52)."""
    made, certified_on = history.determination, history.certified_on
    on_it = history.charge_registered_on is not None and history.latest(ChargeRemoved) is None
    if state in CHARGED and on_it and made is not None and certified_on is not None:
        longest = max(made.land_charges, key=lambda charge: charge.years)
        by = ends_on(made.land_charges, certified_on)
        yield Clock(CHARGE_END, certified_on, by, longest.clause)


def running(state: State, history: History, sources: Sources) -> Iterator[Clock]:
    """The times that run on a case in this state, under the law and the district's policy."""
    application, decided_on = history.application, history.decided_on
    for promised in outstanding(history)[:1]:
        by, clause = promised.remedy.by, sources.statute.remedies.clause
        yield Clock("remedy", promised.on, by, clause)
    if history.complaint is not None:
        yield from _counted("complaint_answer", history.complaint.made_on, sources)
    if state is State.APPLIED and application:
        if decided_on is None:
            yield from _of_an_application(application, sources)
        yield from _before_a_decision(application, history, sources)
    if state is State.APPROVED and decided_on is not None:
        yield completion(history, decided_on, sources)
        if history.to_come and application:
            yield from _counted("decision", application.applied_on, sources)
    if state is State.REFUSED and decided_on is not None:
        yield from _of_a_review(history, decided_on, sources)


def _of_an_application(application: Application, sources: Sources) -> Iterator[Clock]:
    """The law's six months, and the target: another where the need is urgent (5.28)."""
    yield from _counted("decision", application.applied_on, sources)
    urgent = is_urgent(application.disabled_person)
    target: Time = "urgent_decision_target" if urgent else "decision_target"
    yield from _counted(target, application.applied_on, sources)


def _before_a_decision(
    application: Application, history: History, sources: Sources
) -> Iterator[Clock]:
    """When the first estimate goes stale, and until when the applicant may add information."""
    held = [
        Clock("estimates", e.given_on, e.holds_until, sources.step("lowest_estimate"))
        for e in current(history).values()
        if e.holds_until is not None and e.holds_until >= application.applied_on
    ]
    yield from sorted(held, key=lambda clock: clock.by)[:1]
    invited, rule = history.invitation, sources.rules.invitation
    if invited is not None and rule is not None:
        yield Clock("invitation_answer", invited.invited_on, invited.answer_by, rule.clause)


def completion(history: History, decided_on: dt.date, sources: Sources) -> Clock:
    """The time for the works (section 37; B131): as last extended, else as the policy has it."""
    clock = first_completion(history, decided_on, sources)
    until = history.extended_until
    if until is None:
        return clock
    return Clock("completion", clock.started_on, until, clock.clause)


def first_completion(history: History, decided_on: dt.date, sources: Sources) -> Clock:
    """The same before any extension: from the approval, or the day to which payment is put off."""
    deferral = history.deferral
    start = decided_on if deferral is None else deferral.until
    [clock] = _counted("completion", start, sources)
    return clock


def _of_a_review(history: History, decided_on: dt.date, sources: Sources) -> Iterator[Clock]:
    """The applicant's time to ask; once they have asked, the authority's to answer."""
    asked = history.open_review
    if asked is not None:
        yield from _counted("review_answer", asked.asked_on, sources)
    elif not history.reviews_of_the_decision:
        yield from _counted("review_request", decided_on, sources)


def _counted(limit: Time, start: dt.date, sources: Sources) -> Iterator[Clock]:
    time = sources.time(limit)
    if time is not None:
        yield Clock(limit, start, time.after(start), time.clause)
