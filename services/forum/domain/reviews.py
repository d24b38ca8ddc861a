"""When a policy is due to be looked at again (guidance 3.20, 3.28)."""

import datetime as dt
from enum import StrEnum

from shared.calendar import add_months
from shared.policies import Adoption, PolicyDocument

NOTICE_MONTHS = 6
"""How long before its day a review is called due, so that consultation and cabinet fit in: ours."""


class ReviewState(StrEnum):
    """Where a policy stands to its next review."""

    UNKNOWN = "unknown"
    """The district's own document is not at hand."""
    LATER = "later"
    DUE = "due"
    """Within six months."""
    OVERDUE = "overdue"


def review_day(document: PolicyDocument) -> dt.date | None:
    """The last day of the next review: as the policy sets it, else by the longest time between two."""
    adoption: Adoption | None = document.header.adoption
    if adoption is None:
        return None
    if adoption.review_by is None and adoption.review_months is not None:
        return add_months(document.effective_from, adoption.review_months)
    return adoption.review_by


def review_state(document: PolicyDocument, today: dt.date) -> ReviewState:
    """Whether a review is due."""
    day = review_day(document)
    if day is None:
        return ReviewState.UNKNOWN
    if day < today:
        return ReviewState.OVERDUE
    return ReviewState.DUE if today >= add_months(day, -NOTICE_MONTHS) else ReviewState.LATER
