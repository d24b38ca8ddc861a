"""Disputes about the works: nothing is paid, nothing certified, until they are settled (B134, B135)."""

from services.grants.domain.casework.entries_of_works import (
    Complainant,
    DisputeOutcome,
    DisputeRaised,
    Settlement,
)
from services.grants.domain.casework.history import History
from shared.problems import InvalidInput, WrongState

CLAUSES = {Complainant.AUTHORITY: "guidance B134", Complainant.APPLICANT: "guidance B135"}


def check_none_open(history: History) -> None:
    """Refuse what waits until everybody has been heard about the works."""
    if history.dispute is not None:
        raise WrongState(
            f"the {history.dispute.by} is not satisfied with the works: settle it first"
        )


def to_settle(history: History, settlement: Settlement) -> DisputeRaised:
    """The dispute that is settled so. The authority is satisfied by a remedy alone (B134)."""
    dispute = history.dispute
    if dispute is None:
        raise WrongState("nobody is in dispute about the works")
    if dispute.by is Complainant.AUTHORITY and settlement.outcome is not DisputeOutcome.REMEDIED:
        raise InvalidInput.at("/outcome", "the defects are remedied first (guidance B134)")
    if settlement.settled_on < dispute.raised_on:
        raise InvalidInput.at("/settled_on", f"not before it was raised on {dispute.raised_on}")
    return dispute
