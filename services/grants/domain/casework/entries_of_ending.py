"""Entries about the end of a case: given up, withdrawn, closed."""

from enum import StrEnum

from services.grants.domain.casework.entry import Entry
from shared.contracts.codes import ClosureOutcome, WithdrawalReason
from shared.schema import Date, Model, example


class GaveUpBecause(StrEnum):
    """Why an applicant no longer wants a grant, as they say."""

    TEST_DECLINED = "test_declined"
    CONTRIBUTION_TOO_HIGH = "contribution_too_high"
    LANDLORD_REFUSED = "landlord_refused"
    DISRUPTION = "disruption"
    OTHER = "other"


class Withdrawal(Model):
    """Why a case ends before its works are complete, and from which day."""

    model_config = example(
        withdrawn_on="2026-03-09", reason="applicant_withdrew", because="contribution_too_high"
    )

    withdrawn_on: Date
    """The day from which the case is at an end; not after today."""
    reason: WithdrawalReason
    """Why; some reasons allow the authority to stop paying."""
    because: GaveUpBecause | None = None
    """Why the applicant no longer wants it, where it is they who withdraw and they say so; null
    otherwise."""


class Withdrawn(Withdrawal, Entry):
    """A withdrawal with the clause that lets the authority stop paying for its reason."""

    KIND = "withdrawn"

    clause: str | None = None
    """None where nothing was decided yet."""


class CaseClosed(Entry):
    """Nothing is left to do on the case."""

    KIND = "closed"

    closed_on: Date
    """The day on which the case was closed."""
    outcome: ClosureOutcome
    """How the case ended."""
    reason: WithdrawalReason | None = None
    """Why it ended early; null where it did not."""
