"""How lives usually go: by whom an act is done, what comes next, and how a case comes to its end."""

from tests.grants.take_over import (
    APPLIED,
    APPROVED,
    CERTIFIED,
    LATELY_REFUSED,
    OFFERED,
    PAST,
    WITHDRAWN,
)

USUALLY = {
    "approvals": "second",
    "review/answer": "second",
    "complaints/answer": "third",
    "repayment-decision": "second",
}
"""By whom an act is done, where not by the first."""
TAKEN_OVER = (
    *(None,) * 6,
    *(OFFERED, APPLIED, APPROVED, CERTIFIED, PAST, LATELY_REFUSED, WITHDRAWN),
)
"""As what a case begins: as a referral, or as one of before the platform."""
NEXT = {
    "open": ("disability-finding", "cost-estimate", "a preliminary test", "offer", "application"),
    "offered": ("disability-finding", "a formal test", "application", "application"),
    "applied": ("disability-finding", "a formal test", "approvals", "decision", "decision"),
    "approved": ("variation", "variation/consent", "variation/decision", "works-certification"),
    "refused": ("review", "review/answer", "complaints", "complaints/answer", "closure"),
    "certified": ("the account settled", "land-charge-registration", "disposal", "closure"),
    "withdrawn": ("the account settled", "closure"),
    "closed": ("disposal", "repayment-decision", "land-charge-removal"),
}
"""What usually comes next, so that lives get old."""
TO_THE_END = {
    "open": ("withdrawal", "closure"),
    "offered": ("withdrawal", "closure"),
    "applied": ("withdrawal", "closure"),
    "approved": ("dispute/settlement", "withdrawal"),
    "refused": ("review/answer", "complaints/answer", "closure"),
    "certified": (
        *("dispute/settlement", "the account settled", "land-charge-registration"),
        *("complaints/answer", "closure"),
    ),
    "withdrawn": ("the account settled", "complaints/answer", "closure"),
}
"""By which a case comes to its end from wherever it is."""
