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

PEOPLE = ("first", "second", "third", "fourth", "fifth")
"""Each may do everything: what one of them may not do for another's sake is looked for."""
WRONG_DAYS = (*(0,) * 9, 1, 400, -1)
"""By how many days an act is dated too early; mostly it is not."""
REMINDS = {"application", "application/amendment", "decision", "closure"}
"""Where something was forgotten, a refusal of these says so."""
REDUCTIONS = ("0.00", "0.00", "1000.00", "40000.00")
USUALLY = {
    "approvals": "second",
    "review/answer": "second",
    "complaints/answer": "third",
    "repayment-decision": "second",
}
"""By whom an act is done, where not by the first."""
TAKEN_OVER = (
    *(None,) * 12,
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
FORGOTTEN = (
    *(None,) * 14,
    *(*SEEN.values(), "a preliminary test", "a formal test", "the account settled"),
    *("papers", "estimates"),
)
"""What nobody thinks of on a case, until something is refused."""
ESTIMATES_ASKED = 3
COMPLAINT = ("complaints", "complaints/answer", "complaints/remedies")
NEXT = {
    "open": (
        *("cost-estimate", "offer", "application", "application", "application"),
        *("application", "clinic-referral", "clinic-advice"),
        *("clinic-decision", "clinic-decision"),
    ),
    "offered": ("application", "application", "schedule", "offer", "cost-estimate"),
    "applied": (
        *("approvals", "approvals", "decision", "decision", "decision", "application/urgent-works"),
        *("invitation", "invitation/answer", "application/amendment", "schedule", "a move"),
    ),
    "approved": (
        *("variation", "variation/consent", "variation/decision", "variation/drop"),
        *("approvals", "a payment", "visits", "decants", "decants/return"),
        *("extension", "mistakes", "dispute", "dispute/settlement", "change-of-circumstances"),
        *("visits/record", "visits/record", "faults", "faults/remedy"),
        *("works-certification", "works-certification", "works-certification"),
        *COMPLAINT,
    ),
    "refused": (
        *("review", "review", "review/answer", "review/answer", "mistakes", "closure"),
        *COMPLAINT,
    ),
    "certified": (
        *("land-charge-registration", "acceptance", "disposal", "closure", "closure"),
        *("dispute", "dispute/settlement", "change-of-circumstances", "later-checks"),
        *("servicing", "servicing/record", "works-certification/correction"),
        *COMPLAINT,
    ),
    "withdrawn": ("closure", "a payment", "reopening", *COMPLAINT),
    "closed": ("reopening", "disposal", "repayment-decision", "land-charge-removal", *COMPLAINT),
}
"""What usually comes next, so that lives get old."""
WAITS = {
    "variation/consent": "variation",
    "variation/decision": "variation",
    "variation/drop": "variation",
    "dispute/settlement": "dispute",
    "invitation/answer": "invitation",
    "review/answer": "review",
    "complaints/answer": "complaint",
    "complaints/remedies": "remedies",
}
"""What the case shows where there is something for the act to end."""
FOLLOWS = {
    "offer": "estimated",
    "clinic-advice": "clinic_referred",
    "clinic-decision": "clinic_advised",
    "decants/return": "decanted",
    "repayment-decision": "home_disposed",
}
"""What was recorded before there is something for the act to follow."""
ONWARD = {
    "open": ("application",),
    "offered": ("application",),
    "applied": ("decision",),
    "approved": ("works-certification",),
}
"""What leads out of a state."""


def needed(state, kinds, forgets):
    """What has to be done on a case in that state before anything else helps; None: nothing."""
    for kind, act in FIRST.get(state, {}).items():
        if kind not in kinds and act != forgets:
            return act
    moved = "register.relocation-completed" in kinds and state in {"open", "offered", "applied"}
    if moved and forgets != "closure":
        return "closure"
    if "taken_over" in kinds and state == "applied" and "amended" not in kinds:
        return "application/amendment"
    if kinds[-1] in {"schedule_drawn", "lines_estimated"} and not _priced(kinds):
        return "estimates"
    return None


def next_acts(shown, kinds, dice):
    """What usually comes next; now and then also what has nothing to go on from."""
    acts = NEXT[shown["state"]]
    if not dice.randrange(8):
        return acts
    return [
        act
        for act in acts
        if shown.get(WAITS.get(act, "state")) and FOLLOWS.get(act, kinds[0]) in kinds
    ]


def _priced(kinds):
    """Whether the schedule that was drawn last has as many estimates as any district asks for."""
    since = kinds[len(kinds) - 1 - kinds[::-1].index("schedule_drawn") :]
    return since.count("lines_estimated") >= ESTIMATES_ASKED


TO_THE_END = {
    "open": ("withdrawal",),
    "offered": ("withdrawal",),
    "applied": ("withdrawal",),
    "approved": ("withdrawal",),
    "refused": ("review/answer", "complaints/answer", "closure"),
    "certified": (
        *("dispute/settlement", "the account settled", "land-charge-registration"),
        *("complaints/answer", "closure"),
    ),
    "withdrawn": ("the account settled", "complaints/answer", "closure"),
}
"""By which a case comes to its end from wherever it is."""
ANSWERS = {"review/answer": "review", "complaints/answer": "complaint"}
"""What is answered: by anybody who has had no part in it."""
