"""Entries about time: a limit that comes near or passes, more time for the works, a review."""

from services.grants.domain.casework.entry import Entry, Post, PostName, Reason
from services.grants.domain.codes import Time
from shared.contracts.codes import ReviewOutcome
from shared.schema import Date, Model, Pounds, example


class Limit(Entry):
    """A time limit of the case, as it ran when this was recorded."""

    limit: Time
    """What the time is set for."""
    by: Date
    """The last day."""
    clause: str
    """The clause that sets the time."""


class DeadlineNeared(Limit):
    """A time limit came near: it was warned of."""

    KIND = "deadline_neared"


class DeadlinePassed(Limit):
    """A time limit passed without what was due."""

    KIND = "deadline_passed"


class Deferral(Model):
    """Payment of the grant, or of a part of it, put off at the approval (section 36)."""

    model_config = example(
        until="2026-09-01", reason="Three times as many applications as in other years"
    )

    until: Date
    """The day before which it is not paid; at the latest 12 months after the application."""
    amount: Pounds | None = None
    """How much of the mandatory grant is put off, in pounds; null: all of it."""
    reason: Reason
    """What is exceptional, in the officer's words; kept in the history."""


class Extension(Model):
    """More time for the works: when it was asked for, until when, and why."""

    model_config = example(
        asked_on="2026-03-09", until="2027-06-01", reason="The lift is delivered late"
    )

    asked_on: Date
    """The day on which the time was asked for in writing; not after today."""
    until: Date
    """The new last day for the works; later than the one that holds."""
    reason: Reason
    """Why more time is needed, in the officer's words; kept in the history."""


class Extended(Extension, Entry):
    """The authority agreed to more time for the works (section 37; guidance B131)."""

    KIND = "extended"


class ReviewRequest(Model):
    """Somebody asks in writing that a refusal be looked at again."""

    model_config = example(asked_on="2026-03-09", reason="The landlord agrees after all")

    asked_on: Date
    """The day on which the request was made; not after today."""
    reason: Reason
    """What the applicant says, in short; kept in the history."""
    accepted_late_because: Reason | None = None
    """Why a request is looked at that came after its time; left out where it came in time."""


class ReviewRequested(ReviewRequest, Entry):
    """A review of the refusal was asked for."""

    KIND = "review_requested"

    answered_by: Post | None = None
    """The post that answers it, as the policy named it then; null where it names none."""


class Invitation(Model):
    """The applicant is invited to add information before a refusal."""

    model_config = example(
        invited_on="2026-03-09",
        answer_by="2026-03-23",
        reason="The works look to serve none of the Act's purposes",
    )

    invited_on: Date
    """The day on which the applicant was contacted; not after today."""
    answer_by: Date
    """The last day to answer; until then nothing is refused."""
    reason: Reason
    """Why a refusal is likely, as the applicant was told; kept in the history."""


class RefusalInvited(Invitation, Entry):
    """The applicant was invited to add information before a refusal."""

    KIND = "refusal_invited"


class InvitationAnswered(Entry):
    """The applicant answered, or has nothing to add."""

    model_config = example(answered_on="2026-03-12", reason="Nothing to add")

    KIND = "invitation_answered"

    answered_on: Date
    """The day of the answer; not after today."""
    reason: Reason
    """What the applicant says, in short; kept in the history."""


class ReviewAnswer(Model):
    """The answer to a request for review."""

    model_config = example(
        answered_on="2026-03-09",
        outcome="stands",
        by="service_manager",
        reason="The home is let for a year only",
    )

    answered_on: Date
    """The day on which the applicant was answered; not after today."""
    outcome: ReviewOutcome
    """Whether the refusal stands, or the application is decided again."""
    by: PostName | None = None
    """The post in which it is answered, where the policy names one; the token has its scope."""
    reason: Reason
    """Why, as it was written to the applicant; kept in the history."""


class ReviewAnswered(ReviewAnswer, Entry):
    """The review was answered; a refusal that does not stand is decided again beside the old."""

    KIND = "review_answered"
