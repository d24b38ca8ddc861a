"""What is told of a case's times, of cases of before, and of a district's money."""

import datetime as dt
from typing import ClassVar

from pydantic import Field

from shared.contracts.event import DistrictEvent, Event
from shared.contracts.grants.parts import CODE, Award
from shared.schema import Pounds


class DeadlineNeared(Event):
    """A time limit of the case is near."""

    TYPE: ClassVar[str] = "grants.deadline-neared"

    limit: str = Field(pattern=CODE)
    """What the time is set for, such as the decision."""
    by: dt.date
    """The last day."""
    clause: str
    """The section or clause that sets the time."""


class DeadlinePassed(Event):
    """A time limit of the case has passed without what was due."""

    TYPE: ClassVar[str] = "grants.deadline-passed"

    limit: str = Field(pattern=CODE)
    """What the time is set for, such as the decision."""
    by: dt.date
    """The last day."""
    clause: str
    """The section or clause that sets the time."""


class TakenOver(Event):
    """A council's case of before the platform goes on here, or is kept for what it left behind.

    How far a live case had come is told before this, by the events that would have told it, each
    with its own day. Of a past grant this is the only event.
    """

    TYPE: ClassVar[str] = "grants.taken-over"

    taken_over_on: dt.date
    stage: str = Field(pattern=CODE)
    """How far it had come; `past`: the grant is paid and the case closed; `refused` and `withdrawn`:
    nothing is granted any more."""
    applicant: str | None = Field(default=None, pattern=CODE)
    """As what somebody applied; none before an application."""
    applied_on: dt.date | None = None
    approved_on: dt.date | None = None
    certified_on: dt.date | None = None
    settled_on: dt.date | None = None
    """The day after which nothing was to be paid any more; none where something still is."""
    awards: tuple[Award, ...] = ()
    """What was approved."""
    reduction: Pounds | None = None
    """By how much the mandatory grant was reduced (regulation 13); none where not known."""
    contribution_received: Pounds
    """What the applicant had paid in, in pounds."""
    paid: Pounds
    """What contractors had been paid in all, in pounds."""
    policy_version: str
    """The edition of the district's policy under which it goes on."""


class FundsAllocated(DistrictEvent):
    """What a district has for grants in a financial year; a later statement replaces it."""

    TYPE: ClassVar[str] = "grants.funds-allocated"

    year: int = Field(ge=2008, le=2100)
    """The financial year, by the year in which it begins on 1 April."""
    amount: Pounds
    """All that there is, in pounds."""
    discretionary: Pounds | None = None
    """How much of it is for discretionary help, in pounds; None: one pot for both."""

    @property
    def subject(self) -> str:
        return f"{self.district}/{self.year}"
