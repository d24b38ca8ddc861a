"""Entries about money that may come back: changes of circumstances, a charged home disposed of."""

from enum import StrEnum
from typing import Annotated

from services.grants.domain.casework.entry import Entry, Post, PostName, Reason
from services.grants.domain.policy.entries import Matter
from shared.contracts.codes import WithdrawalReason
from shared.schema import Date, Field, Model, Pounds, example


class Course(StrEnum):
    """What is decided when circumstances change before the works are done."""

    GO_ON = "go_on"
    STOP = "stop"


class ChangeDecision(Model):
    """What is decided on a change of circumstances, by a person and with a reason."""

    model_config = example(
        reason="disabled_person_died",
        happened_on="2026-03-09",
        decided_on="2026-03-10",
        course="stop",
        still_paid="1200.00",
        demanded="0.00",
        because="The shower is half built: the floor is closed for the family",
    )

    reason: WithdrawalReason
    """What has changed, or has come to light."""
    happened_on: Date
    """The day on which it happened, or became known; not after today."""
    decided_on: Date
    """The day of this decision; not before that, nor after today."""
    course: Course
    """Whether the grant goes on as approved, or stops."""
    still_paid: Pounds
    """What may still be paid of it for works and fees until now, in pounds; nil where it goes on."""
    demanded: Pounds
    """What of the grant that was paid is demanded back, in pounds."""
    because: Reason
    """Why it is decided so; kept in the history."""

    @property
    def ends_at_once(self) -> bool:
        """Whether the approval is withdrawn with the decision: nothing more is to be paid."""
        return self.course is Course.STOP and not self.still_paid


class ChangeDecided(ChangeDecision, Entry):
    """A change of circumstances was decided on (sections 40 to 42 and 56)."""

    KIND = "change_decided"

    clause: str
    """The clause that lets the authority do so."""
    paid: Pounds
    """What of the grant was paid by then, in pounds."""


class DisposalKind(StrEnum):
    """How a charged home was disposed of."""

    SALE = "sale"
    GIFT = "gift"
    LEASE = "lease"
    INHERITED = "inherited"
    OTHER = "other"


class Disposal(Model):
    """A charged home was disposed of (General Consent of 2008; B124)."""

    model_config = example(disposed_on="2026-03-09", kind="sale")

    disposed_on: Date
    """The day of the disposal; after the certified date, not after today."""
    kind: DisposalKind
    """How it was disposed of."""


class HomeDisposed(Disposal, Entry):
    """A disposal of the charged home became known."""

    KIND = "home_disposed"

    repayable: Pounds
    """What the charges that still ran come to, in pounds: the most that may be demanded."""


class Weighed(Model):
    """One matter of the General Consent, and what was found."""

    matter: Matter
    """What was regarded."""
    found: Reason
    """What was found, in the officer's words; kept in the history."""


class DisposalDecision(Model):
    """Whether repayment is demanded after a disposal: all, a part, or none of it."""

    model_config = example(
        decided_on="2026-03-10",
        demanded="3000.00",
        by="service_manager",
        weighed=[
            {"matter": "financial_hardship", "found": "Little is left of the sale"},
            {"matter": "employment", "found": "The move is not for work"},
            {"matter": "health_or_wellbeing", "found": "They move nearer to the hospital"},
            {"matter": "care", "found": "Nobody is to be cared for"},
        ],
        because="Half is left to them for the move",
    )

    decided_on: Date
    """The day of the decision; not before the disposal, nor after today."""
    demanded: Pounds
    """What is demanded, in pounds; nil waives all of it."""
    by: PostName | None = None
    """The post in which it is decided, where the policy names one; the token has its scope."""
    weighed: Annotated[tuple[Weighed, ...], Field(max_length=10)]
    """Each matter that the policy and the Consent name, with what was found."""
    because: Reason
    """Why it is decided so; kept in the history."""


class RepaymentDecided(DisposalDecision, Entry):
    """It was decided what of a charge is demanded."""

    KIND = "repayment_decided"

    by: Post | None = None
    """The post in which it is decided, where the policy names one; the token has its scope."""
    clause: str
    """The clause under which it was weighed."""


class Removal(Model):
    """A charge is taken off the register."""

    model_config = example(removed_on="2026-03-10")

    removed_on: Date
    """The day on which the register took it off; not after today."""


class ChargeRemoved(Removal, Entry):
    """The charges were taken off the register."""

    KIND = "charge_removed"
