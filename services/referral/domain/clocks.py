"""The clocks of the four stages: when each is due, stopped or not, and what it took (guidance 4.16).

A stage is counted in working days from the end of the one before, the first from the enquiry
(4.27). While its clock is stopped no day counts; the time with nothing taken off is told beside it.
"""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from services.referral.domain.dates import not_ahead
from shared.calendar import add_working_days
from shared.clocks import Pause
from shared.problems import InvalidInput, WrongState
from shared.schema import Date, Model, example

LEAST_WARNING = 2
"""Working days before a target at which it is near, at the least."""


class StopReason(StrEnum):
    """Why nothing can be done on a case for a while."""

    IN_HOSPITAL = "in_hospital"
    AWAY = "away"
    ASKED_TO_WAIT = "asked_to_wait"
    NO_ACCESS = "no_access"
    AWAITING_PERSON = "awaiting_person"
    AWAITING_CONSENT = "awaiting_consent"


class ClockStop(Model):
    """From when a case's clock stands still, and why."""

    model_config = example(reason="in_hospital", stopped_on="2026-03-05")

    reason: StopReason
    """Why nothing can be done for the while."""
    stopped_on: Date
    """The first day after which no day counts; not after today."""


class ClockStart(Model):
    """From when a stopped clock runs again."""

    model_config = example(resumed_on="2026-03-09")

    resumed_on: Date
    """The last day that does not count; not before the stop, nor after today."""


def due_on(began_on: dt.date, days: int, pauses: Sequence[Pause]) -> dt.date | None:
    """The working day by which a stage should be done; None while its clock stands still.

    The pauses come in order, and none overlaps another.
    """
    due = add_working_days(began_on, days)
    for pause in pauses:
        if pause.stopped_on >= due:
            break
        if pause.resumed_on is None:
            return None
        lost = pause.lost(began_on, pause.resumed_on)
        due = add_working_days(due, lost)
    return due


def near_on(began_on: dt.date, days: int, pauses: Sequence[Pause]) -> dt.date | None:
    """The day from which a stage's target is near: a fifth of its days is left, or two."""
    return due_on(began_on, days - max(LEAST_WARNING, days // 5), pauses)


def check_stop(
    stop: ClockStop, received_on: dt.date, pauses: Sequence[Pause], today: dt.date
) -> None:
    """A clock that runs can be stopped, not before it last began to run."""
    not_ahead("/stopped_on", stop.stopped_on, today)
    since = received_on
    for pause in pauses:
        if pause.resumed_on is None:
            raise WrongState(f"the clock has stood still since {pause.stopped_on}")
        since = pause.resumed_on
    if stop.stopped_on < since:
        raise InvalidInput.at("/stopped_on", f"the clock runs only since {since}")


def check_start(start: ClockStart, pauses: Sequence[Pause], today: dt.date) -> None:
    """A clock that stands still can be started again, from the stop on."""
    not_ahead("/resumed_on", start.resumed_on, today)
    if not pauses or pauses[-1].resumed_on is not None:
        raise WrongState("the clock runs: there is nothing to start")
    if start.resumed_on < (stopped := pauses[-1].stopped_on):
        raise InvalidInput.at("/resumed_on", f"the clock was stopped later, on {stopped}")
