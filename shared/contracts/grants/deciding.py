"""What is told of a case up to its decision, and of the decision."""

import datetime as dt
from typing import ClassVar

from pydantic import Field

from shared.contracts.codes import AgeBand
from shared.contracts.event import Event
from shared.contracts.grants.parts import CODE, Award, Cited, Contractor, Deferred, LandCharge
from shared.schema import Pounds


class CostEstimated(Event):
    """What adapting the present home would cost."""

    TYPE: ClassVar[str] = "grants.cost-estimated"

    estimated_on: dt.date
    estimated_cost: Pounds
    """Works, services and charges together, pounds."""


class OfferMade(Event):
    """An offer in principle, on the preliminary test and the estimated cost."""

    TYPE: ClassVar[str] = "grants.offer-made"

    offered_on: dt.date
    mandatory_grant: Pounds
    total_award: Pounds
    applicant_pays: Pounds
    policy_version: str


class ApplicationCompleted(Event):
    """Everything that an application needs has been received; the decision is due."""

    TYPE: ClassVar[str] = "grants.application-completed"

    applied_on: dt.date
    decide_by: dt.date
    """Six months after the application (section 34)."""
    tenure: str | None = Field(default=None, pattern=CODE)
    """What the applicant is to the home, such as owner-occupier, as a code. None in events from
    before it was told; so for the age."""
    age_band: AgeBand | None = None
    """How old the disabled person was on the day of application."""


class AnswerRequested(Event):
    """The applicant was asked for an answer: before a refusal, or to a scheme that is varied."""

    TYPE: ClassVar[str] = "grants.answer-requested"

    asked_on: dt.date
    """The day on which they were asked."""
    answer_by: dt.date | None
    """The last day to answer; None where none is set."""


class AnswerSettled(Event):
    """The applicant's answer is not waited for any more."""

    TYPE: ClassVar[str] = "grants.answer-settled"

    settled_on: dt.date
    """The day on which it was recorded."""
    answered: bool
    """Whether it came; else it is not needed any more."""


class Granted(Event):
    """What is approved, in whole: its sums, its conditions, and who may be paid."""

    estimated_expense: Pounds
    awards: tuple[Award, ...]
    mandatory_grant: Pounds
    reduction: Pounds | None = None
    """By how much the mandatory grant was reduced for the means of the applicant; at most the
    cost, and the maximum (regulation 13). None in events from before it was told."""
    total_award: Pounds
    applicant_pays: Pounds
    land_charges: tuple[LandCharge, ...]
    conditions: tuple[Cited, ...]
    contractors: tuple[Contractor, ...] | None = None
    """Who can be paid for the works. None in events from before it was told."""
    policy_version: str


class Approved(Granted):
    """The application was approved, with these amounts."""

    TYPE: ClassVar[str] = "grants.approved"

    decided_on: dt.date
    deferred: Deferred | None = None
    """What is not paid yet; None where nothing was put off."""


class Refused(Event):
    """The application was refused, for these reasons (section 34(1))."""

    TYPE: ClassVar[str] = "grants.refused"

    decided_on: dt.date
    reasons: tuple[Cited, ...]
    policy_version: str


class ReviewRequested(Event):
    """The applicant asked that the refusal be looked at again."""

    TYPE: ClassVar[str] = "grants.review-requested"

    asked_on: dt.date


class ReviewStruckOut(Event):
    """A request for review was recorded by mistake, and counts no longer."""

    TYPE: ClassVar[str] = "grants.review-struck-out"

    asked_on: dt.date
    """The day that it was said to be of."""


class RefusalReopened(Event):
    """On a complaint a refusal is decided again, beside the old decision."""

    TYPE: ClassVar[str] = "grants.refusal-reopened"

    reopened_on: dt.date


class ReviewAnswered(Event):
    """The review was answered: the refusal stands, or the application is decided again."""

    TYPE: ClassVar[str] = "grants.review-answered"

    answered_on: dt.date
    outcome: str = Field(pattern=CODE)
    """Whether the refusal stands or is decided again, as a code."""
