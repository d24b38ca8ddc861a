"""The approvals that awards need of somebody above the officer."""

from collections.abc import Collection, Sequence

from services.grants.domain.outcome import Approval
from shared.problems import FieldError, Problem
from shared.schema import Field, Model


class Approver(Model):
    """Who approved an award that needs it, as the policy names the post."""

    kind: str
    by: str
    name: str = Field(min_length=1, max_length=200)


class ApprovalNeeded(Problem):
    """An award needs the approval of somebody above the officer first."""

    slug = "approval-needed"
    title = "An award needs an approval"
    status = 409


def check_approvals(needed: Sequence[Approval], given: Collection[Approver]) -> None:
    """Refuse a decision until every award has the approval that its policy wants."""
    have = {(a.kind, a.by) for a in given}
    lacking = [a for a in needed if (a.kind, a.by) not in have]
    if lacking:
        raise ApprovalNeeded(
            errors=(FieldError("/approvals", f"{a.kind} by {a.by} ({a.clause})") for a in lacking)
        )
