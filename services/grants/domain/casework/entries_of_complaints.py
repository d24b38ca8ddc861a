"""Entries about complaints: made at a stage, answered with remedies, and what was put right."""

from enum import StrEnum
from typing import Annotated

from services.grants.domain.casework.entry import Entry, Post, PostName, Reason
from services.grants.domain.codes import ComplaintStage
from shared.bounds import AtMost
from shared.problems import FieldError, InvalidInput
from shared.schema import Date, Model, Pounds, example


class ComplaintAbout(StrEnum):
    """What somebody complains about."""

    DECISION = "decision"
    SERVICE = "service"
    UNAPPROVED_WORKS = "unapproved_works"


class Complaint(Model):
    """Somebody is not content with a decision or with how they were served."""

    model_config = example(
        made_on="2026-03-09",
        about="service",
        stage="corporate_complaint",
        reason="Nobody called back for a month",
    )

    made_on: Date
    """The day on which it was made; not after today."""
    about: ComplaintAbout
    """What it is about."""
    stage: ComplaintStage
    """Who is to answer it: the district's first stage, or the next after the last answer."""
    reason: Reason
    """What is said, in short; kept in the history."""


class ComplaintMade(Complaint, Entry):
    """A complaint was made, or taken further."""

    KIND = "complaint_made"

    answered_by: Post | None = None
    """The post that answers it, as the policy named it then; null where it names none."""


class ComplaintOutcome(StrEnum):
    """What was found on a complaint."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"


class RemedyKind(StrEnum):
    """What is done about a fault."""

    APOLOGY = "apology"
    PAYMENT = "payment"
    PUT_RIGHT = "put_right"
    DECIDE_AGAIN = "decide_again"
    CHANGE_OF_PRACTICE = "change_of_practice"


class Remedy(Model):
    """One thing that is done about a fault, and by when."""

    kind: RemedyKind
    """What is done."""
    by: Date
    """The last day for it; not before the answer."""
    amount: Pounds | None = None
    """What is paid, in pounds, of a payment; it is no part of a grant."""


class ComplaintAnswer(Model):
    """The answer to a complaint."""

    model_config = example(
        answered_on="2026-03-09",
        outcome="upheld",
        remedies=[{"kind": "apology", "by": "2026-03-20"}],
        by="corporate_complaints",
        reason="The message was not passed on",
    )

    answered_on: Date
    """The day of the answer; not after today."""
    outcome: ComplaintOutcome
    """What was found."""
    remedies: Annotated[tuple[Remedy, ...], AtMost(len(RemedyKind))] = ()
    """What is done about it, each kind once; nothing where it is not upheld."""
    by: PostName | None = None
    """The post in which it is answered, where the policy names one; the token has its scope."""
    reason: Reason
    """Why, as it was written to whoever complained; kept in the history."""

    def model_post_init(self, _context: object, /) -> None:
        faults, seen = [], set[RemedyKind]()
        if self.remedies and self.outcome is ComplaintOutcome.NOT_UPHELD:
            faults.append(FieldError("/remedies", "it is not upheld: leave them out"))
        for n, remedy in enumerate(self.remedies):
            if remedy.kind in seen:
                faults.append(FieldError(f"/remedies/{n}/kind", "this remedy stands twice"))
            seen.add(remedy.kind)
            if (remedy.kind is RemedyKind.PAYMENT) != bool(remedy.amount):
                faults.append(FieldError(f"/remedies/{n}/amount", "stated for a payment alone"))
            if remedy.by < self.answered_on:
                says = f"not before the answer on {self.answered_on}"
                faults.append(FieldError(f"/remedies/{n}/by", says))
        if faults:
            raise InvalidInput(errors=faults)


class ComplaintAnswered(ComplaintAnswer, Entry):
    """A complaint was answered; a refusal that is decided again stands beside the new decision."""

    KIND = "complaint_answered"


class RemedyCarriedOut(Entry):
    """What was promised on a complaint was done."""

    model_config = example(kind="apology", done_on="2026-03-12", by="corporate_complaints")

    KIND = "remedy_carried_out"

    kind: RemedyKind
    """Which remedy of the last answer that promised it."""
    done_on: Date
    """The day on which it was done; not after today."""
    by: PostName | None = None
    """Of the ombudsman's remedies the post in which it is confirmed; the token has its scope."""
