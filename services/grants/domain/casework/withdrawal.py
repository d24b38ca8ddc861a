"""When a case may end before its works are complete (sections 34 and 40 to 42)."""

from datetime import date

from services.grants.domain.casework.entries import Withdrawal
from shared.contracts.codes import WithdrawalReason
from shared.problems import InvalidInput

BEFORE_THE_DECISION = frozenset(
    {
        WithdrawalReason.APPLICANT_WITHDREW,
        WithdrawalReason.DISABLED_PERSON_MOVED,
        WithdrawalReason.DISABLED_PERSON_DIED,
    }
)
"""Reasons that leave nothing to decide; any other is one for the decision (section 34)."""


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
