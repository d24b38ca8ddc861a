"""How far a case has come, and what has to be there before the next step."""

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from services.grants.domain.outcome import Approval, Determination
from shared.contracts.codes import WithdrawalReason
from shared.problems import FieldError, InvalidInput, Problem
from shared.schema import Date, Field, Model


class State(StrEnum):
    """How far a case has come in the grants service."""

    OPEN = "open"
    OFFERED = "offered"
    APPLIED = "applied"
    APPROVED = "approved"
    REFUSED = "refused"
    SIGNPOSTED = "signposted"
    CERTIFIED = "certified"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Approver(Model):
    """Who approved an award that needs it, as the policy names the post."""

    kind: str
    by: str
    name: str = Field(min_length=1, max_length=200)


BEFORE_THE_DECISION = frozenset(
    {
        WithdrawalReason.APPLICANT_WITHDREW,
        WithdrawalReason.DISABLED_PERSON_MOVED,
        WithdrawalReason.DISABLED_PERSON_DIED,
    }
)
"""Reasons that leave nothing to decide; any other is one for the decision (section 34)."""


class Withdrawal(Model):
    """Why a case ends before its works are complete, and from which day."""

    withdrawn_on: Date
    reason: WithdrawalReason


class Withdrawn(Withdrawal):
    """A withdrawal with the clause that lets the authority stop paying for its reason."""

    clause: str | None = None
    """None where nothing was decided yet."""


class NoOffer(Problem):
    """On what is known so far nothing would be awarded; an application can still be made."""

    slug = "no-offer"
    title = "Nothing could be offered in principle"
    status = 409


class ApplicationIncomplete(Problem):
    """The application lacks what the law or the policy asks for; the clock has not started."""

    slug = "application-incomplete"
    title = "The application is not complete"
    status = 409


class ApprovalNeeded(Problem):
    """An award needs the approval of somebody above the officer first."""

    slug = "approval-needed"
    title = "An award needs an approval"
    status = 409


def gives_something(determination: Determination) -> bool:
    """Whether assistance is approved; a nil grant is approved too (guidance B114)."""
    approved = determination.outcome in {"approved", "nil_grant"}
    return approved or determination.total_award > 0


def check_complete(determination: Determination) -> None:
    """Refuse an application that lacks something (guidance 5.6), naming each."""
    if determination.outcome == "incomplete":
        raise ApplicationIncomplete(
            errors=(
                FieldError("/documents", f"{m.code} is missing ({m.clause})")
                for m in determination.missing
            )
        )


def check_approvals(needed: Sequence[Approval], given: Collection[Approver]) -> None:
    """Refuse a decision until every award has the approval that its policy wants."""
    have = {(a.kind, a.by) for a in given}
    lacking = [a for a in needed if (a.kind, a.by) not in have]
    if lacking:
        raise ApprovalNeeded(
            errors=(FieldError("/approvals", f"{a.kind} by {a.by} ({a.clause})") for a in lacking)
        )


def check_withdrawal(
    withdrawal: Withdrawal, approved_on: date, complete_by: date, today: date
) -> None:
    """Refuse a withdrawal before the approval, ahead, or for time that has not run out (B131)."""
    if not approved_on <= withdrawal.withdrawn_on <= today:
        raise InvalidInput.at("/withdrawn_on", f"from the approval on {approved_on} up to today")
    in_time = withdrawal.withdrawn_on <= complete_by
    if withdrawal.reason is WithdrawalReason.NOT_COMPLETED_IN_TIME and in_time:
        raise InvalidInput.at("/reason", f"the works may be completed up to {complete_by}")


def check_undecided(withdrawal: Withdrawal, applied_on: date | None, today: date) -> None:
    """Refuse to leave an application undecided for what would be a reason of the decision."""
    if withdrawal.reason not in BEFORE_THE_DECISION:
        raise InvalidInput.at("/reason", "the application is decided instead (section 34)")
    if withdrawal.withdrawn_on > today or (applied_on and withdrawal.withdrawn_on < applied_on):
        raise InvalidInput.at("/withdrawn_on", "from the application up to today")
