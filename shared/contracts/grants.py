"""What the grants service publishes."""

import datetime as dt
import uuid
from typing import ClassVar

from pydantic import Field

from shared.contracts.codes import AgeBand, WithdrawalReason
from shared.contracts.event import DistrictEvent, Event, Part, Published
from shared.schema import Pounds

CODE = r"^[a-z0-9_]+$"


class CostEstimated(Event):
    """What adapting the present home would cost."""

    TYPE: ClassVar[str] = "grants.cost-estimated"

    estimated_on: dt.date
    estimated_cost: Pounds
    """Works, services and charges together, pounds."""


class Award(Part):
    """One grant or other assistance, and the clause that gives it."""

    kind: str = Field(pattern=CODE)
    """Which grant or help it is."""
    amount: Pounds
    """How much is awarded, in pounds."""
    clause: str
    """The section or clause that gives it."""


class LandCharge(Part):
    """A charge registered against the adapted home."""

    on: tuple[str, ...]
    """Kinds of award that the charge secures."""
    amount: Pounds
    """The most that may be demanded back, in pounds."""
    years: int = Field(gt=0)
    """For how many years from completion."""
    clause: str
    """The section or clause that allows it."""


class Cited(Part):
    """A condition or reason as a published code, with its clause."""

    code: str = Field(pattern=CODE)
    """The condition, reason or document, as a stable code."""
    clause: str
    """The section or clause that it comes from."""


class Deferred(Part):
    """Payment of the mandatory grant that was put off at the approval (section 36)."""

    until: dt.date
    """The day before which it is not paid."""
    amount: Pounds
    """How much of the grant is put off, in pounds."""


class Contractor(Part):
    """Who gave an estimate for the works (section 38; guidance B132)."""

    id: uuid.UUID
    """Of the contractor on this case alone (`shared.contracts.contractors`): no name."""
    estimate: Pounds
    """What their estimates for the eligible works come to, none above what the authority found
    reasonable; pounds."""


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


class Varied(Granted):
    """The approved scheme was varied: what counts from now on, and not by how much it changed."""

    TYPE: ClassVar[str] = "grants.varied"

    varied_on: dt.date
    cause: str = Field(pattern=CODE)
    """Why it was varied, such as unforeseen works."""


class ContractorAgreed(Event):
    """The authority agreed that another contractor does works of the case (section 38)."""

    TYPE: ClassVar[str] = "grants.contractor-agreed"

    agreed_on: dt.date
    contractor: Contractor
    """Who can be paid too, and up to how much: what counts of the works is the most."""


class PaymentHeld(Event):
    """Somebody is not satisfied with the works: nothing is paid for them until that is settled."""

    TYPE: ClassVar[str] = "grants.payment-held"

    held_on: dt.date
    clause: str
    """Why: the authority is not satisfied (B134), or the applicant is not (B135)."""


class PaymentFreed(Event):
    """The dispute about the works is settled: payment goes on, to whom is said here."""

    TYPE: ClassVar[str] = "grants.payment-freed"

    freed_on: dt.date
    payee: str = Field(pattern=CODE)
    """`contractor`, or `applicant` where the authority pays them instead (section 39(2))."""


class Refused(Event):
    """The application was refused, for these reasons (section 34(1))."""

    TYPE: ClassVar[str] = "grants.refused"

    decided_on: dt.date
    reasons: tuple[Cited, ...]
    policy_version: str


class ApprovalWithdrawn(Event):
    """The approval ended before the works were complete: nothing more is paid (sections 40 to 42).

    What the applicant paid in and was not spent is given back, as `payments.account-settled` tells.
    """

    TYPE: ClassVar[str] = "grants.approval-withdrawn"

    withdrawn_on: dt.date
    reason: WithdrawalReason
    clause: str
    """That lets the authority stop paying for this reason."""
    paid: Pounds
    """What payments had told by then of what was paid."""
    because: str | None = Field(default=None, pattern=CODE)
    """Why the applicant gave it up; None where they did not, where they did not say, and in events
    from before it was told."""


class ChangeDecided(Event):
    """A change of circumstances after approval was decided on (sections 40 to 42 and 56)."""

    TYPE: ClassVar[str] = "grants.change-decided"

    decided_on: dt.date
    reason: WithdrawalReason
    goes_on: bool
    """Whether the grant goes on as approved."""
    still_paid: Pounds
    """Where it stops: what may still be paid of it, in pounds, before the approval is withdrawn."""
    clause: str
    """That lets the authority decide so."""


class RepaymentDecided(Event):
    """It was decided what of a grant or of a charge is demanded back; nil demands nothing."""

    TYPE: ClassVar[str] = "grants.repayment-decided"

    decided_on: dt.date
    about: str = Field(pattern=CODE)
    """`change` of circumstances, or `disposal` of a charged home."""
    demanded: Pounds
    """What is demanded, in pounds."""
    most: Pounds
    """What could have been, in pounds."""
    clause: str
    """Under which it was decided."""


class WorksCertified(Event):
    """The works were completed to the authority's satisfaction; the certified date."""

    TYPE: ClassVar[str] = "grants.works-certified"

    certified_on: dt.date
    works: tuple[str, ...]
    """Kinds of work done."""


class EquipmentInstalled(Event):
    """Equipment was put in whose safety the social services authority checks from now on."""

    TYPE: ClassVar[str] = "grants.equipment-installed"

    installed_on: dt.date
    """The certified date."""
    equipment: tuple[str, ...]
    """Kinds of works that are such equipment, such as a hoist on a ceiling track."""
    clause: str
    """The clause of the district's policy by which it is told."""


class Prolonged(Event):
    """The authority agreed to more time for the works (section 37)."""

    TYPE: ClassVar[str] = "grants.prolonged"

    complete_by: dt.date
    """The last day for the works from now on."""


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


class LandChargeRegistered(Event):
    """The charges of the case were registered as local land charges."""

    TYPE: ClassVar[str] = "grants.land-charge-registered"

    registered_on: dt.date
    amount: Pounds
    ends_on: dt.date
    """When the longest of them ends, counted from the certified date."""


class LandChargeRemoved(Event):
    """The charges of the case were taken off the register."""

    TYPE: ClassVar[str] = "grants.land-charge-removed"

    removed_on: dt.date


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


class Closed(Event):
    """Nothing more is to be done on the case."""

    TYPE: ClassVar[str] = "grants.closed"

    closed_on: dt.date
    outcome: str = Field(pattern=CODE)
    """A `ClosureOutcome`."""
    reason: WithdrawalReason | None = None
    """Why it was withdrawn undecided; of an approval `grants.approval-withdrawn` told it."""
    because: str | None = Field(default=None, pattern=CODE)
    """Why the applicant gave it up, such as `contribution_too_high`; None where they did not, where
    they did not say, and in events from before it was told."""


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


EVENTS: tuple[type[Published], ...] = (
    CostEstimated,
    OfferMade,
    ApplicationCompleted,
    Approved,
    Refused,
    Varied,
    ContractorAgreed,
    PaymentHeld,
    PaymentFreed,
    ApprovalWithdrawn,
    ChangeDecided,
    RepaymentDecided,
    WorksCertified,
    EquipmentInstalled,
    Prolonged,
    DeadlineNeared,
    DeadlinePassed,
    AnswerRequested,
    AnswerSettled,
    ReviewRequested,
    ReviewStruckOut,
    RefusalReopened,
    ReviewAnswered,
    LandChargeRegistered,
    LandChargeRemoved,
    TakenOver,
    Closed,
    FundsAllocated,
)
