"""When a case may end before its works are complete (sections 34 and 40 to 42)."""

from datetime import date

from services.grants.domain.casework.entries_of_ending import Withdrawal
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

DISCOVERED = frozenset(
    {
        WithdrawalReason.APPLICATION_WRONG,
        WithdrawalReason.WORKS_BEGUN_BEFORE_APPROVAL,
        WithdrawalReason.NOT_COMPLETED_IN_TIME,
        WithdrawalReason.OTHER_CONTRACTOR,
    }
)
"""What may come to light after approval, and also after completion (section 42; B137)."""


def check_because(withdrawal: Withdrawal) -> None:
    """Refuse to say why an applicant gave up who did not."""
    gave_up = withdrawal.reason is WithdrawalReason.APPLICANT_WITHDREW
    if withdrawal.because is not None and not gave_up:
        raise InvalidInput.at("/because", "say it only where the reason is applicant_withdrew")


def check_withdrawal(withdrawal: Withdrawal, complete_by: date) -> None:
    """Refuse to withdraw an approval for time that has not run out (B131)."""
    in_time = withdrawal.withdrawn_on <= complete_by
    if withdrawal.reason is WithdrawalReason.NOT_COMPLETED_IN_TIME and in_time:
        raise InvalidInput.at("/reason", f"the works may be completed up to {complete_by}")


def check_undecided(withdrawal: Withdrawal) -> None:
    """Refuse to leave an application undecided for what would be a reason of the decision."""
    if withdrawal.reason not in BEFORE_THE_DECISION:
        raise InvalidInput.at("/reason", "the application is decided instead (section 34)")
