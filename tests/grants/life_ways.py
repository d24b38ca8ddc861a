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
SEEN = {"referral.assessed": "an assessment", "disability_found": "disability-finding"}
FIRST = {
    "open": SEEN | {"preliminary": "a preliminary test"},
    "offered": SEEN | {"preliminary": "a preliminary test"},
    "applied": SEEN | {"formal": "a formal test"},
    "certified": {"payments.account-settled": "the account settled"},
    "withdrawn": {"payments.account-settled": "the account settled"},
}
"""What has to be recorded in a state before it can be left, and how that is done."""
NEXT = {
    "open": ("cost-estimate", "offer", "application", "application"),
    "offered": ("application",),
    "applied": ("approvals", "decision", "decision", "application/urgent-works", "invitation"),
    "approved": (
        *("variation", "variation/consent", "variation/decision", "a payment", "extension"),
        *("dispute", "dispute/settlement", "works-certification", "works-certification"),
    ),
    "refused": ("review", "review/answer", "complaints", "complaints/answer", "closure"),
    "certified": ("land-charge-registration", "acceptance", "disposal", "closure", "closure"),
    "withdrawn": ("closure",),
    "closed": ("disposal", "repayment-decision", "land-charge-removal"),
}
"""What usually comes next, so that lives get old."""


def usual(told, number):
    """The act that comes next on a case."""
    for kind, act in FIRST.get(told.shown["state"], {}).items():
        if kind not in told.kinds:
            return act
    if told.brought and told.shown["state"] == "applied" and "amended" not in told.kinds:
        return "application/amendment"
    acts = NEXT[told.shown["state"]]
    return acts[number % len(acts)]


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
