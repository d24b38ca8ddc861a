"""How much one person may approve at a time."""

from decimal import Decimal

from shared.problems import Problem


class OverLimit(Problem):
    """Somebody whose limit is higher has to approve it, or it is split."""

    slug = "over-limit"
    title = "This is more than you may approve"
    status = 403


def check_limit(limit: Decimal, total: Decimal) -> None:
    """Whether a sum is within the limit that the approver's token names; both in pounds."""
    if total > limit:
        raise OverLimit(f"{total:.2f} is above your limit of {limit:.2f}")
