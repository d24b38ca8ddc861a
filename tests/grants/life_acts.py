"""Every act of a case's life as somebody could send it: a table, desk by desk."""

from tests.grants.cases import ask, works
from tests.grants.test_service import SUPPLIED, application
from tests.platform.running import GLOUCESTER

LARGE = 30_000
"""Above it, in pounds, a scheme has two items and asks for a top-up."""


PAPERS = ("application_form", "owners_certificate", "proof_of_title", "financial_evidence")
"""What an owner who lives in the home sends with an application in these districts, beside estimates."""


def scheme(at):
    """Works that come to the cost; the prices by line of a case that has a schedule count instead."""
    of_use = at.one_of(*(True,) * 8, False)
    others = {"reasonable_and_practicable": of_use} | _estimates(at, at.one_of(*(3,) * 15, 0))
    by_line = "schedule_drawn" in at.kinds and at.one_of(*(True,) * 7, False)
    first = others | (_estimates(at, 0) if by_line else {})
    if at.cost <= LARGE:
        return [works(f"{at.cost}.00", **first)]
    lift = works(f"{at.cost - 20_000}.00", id="w2", kind="lift", **others)
    return [works("20000.00", **first), lift]


def _estimates(at, count):
    return {"estimates": 0 if at.forgets == "estimates" else count}


def made(at, **changes):
    """An application whose works may be of no use, or dearer than the mandatory grant pays."""
    help_asked = [ask("top_up")] if at.cost > LARGE else []
    lacking = at.one_of(*PAPERS) if at.forgets == "papers" else None
    papers = [each for each in SUPPLIED if each != lacking]
    stated = {"works": scheme(at), "assistance": help_asked, "documents": papers}
    return application(authority=at.district, **stated | changes)


def found(at):
    """What is found on the disability; mostly on the day on which the OT had assessed."""
    disabled = at.one_of(*(True,) * 7, False)
    ground = "registered_or_could_be" if disabled else None
    return {"disabled": disabled, "ground": ground, "found_on": at.one_of("2026-03-02", at.day)}


def amendment(at):
    """The application as it is now; its day stays, unless somebody makes a mistake."""
    stays = at.shown["applied_on"] or "2026-03-02"
    return {"application": made(at, applied_on=at.one_of(*(stays,) * 5, at.day))} | WHY


def approval(at):
    """Of what is wanted, as it is proposed; of something where nothing is."""
    nothing = {"award": "top_up", "by": "head_of_service", "amount": "1.00"}
    wanted = at.desk.get("items")
    return {k: wanted[0][k] for k in nothing} if wanted else nothing


def consent(at):
    """To the figures that are proposed."""
    figures = {name: at.desk.get(name, "0.00") for name in ("applicant_pays", "land_charges")}
    return figures | {"given_on": at.day}


def priced(at):
    """The next contractor's price of the line that is scheduled."""
    who = BUILDERS[at.kinds.count("lines_estimated") % len(BUILDERS)]
    return {"contractor": who, "given_on": at.day, "lines": [{"line": "1", "price": "20000.00"}]}


def repaid(at):
    matters = ("financial_hardship", "employment", "health_or_wellbeing", "care")
    return {
        "decided_on": at.day,
        "because": "x",
        "demanded": at.one_of("0.00", "500.00"),
        "by": "service_manager" if at.district == GLOUCESTER else None,
        "weighed": [{"matter": m, "found": "x"} for m in matters],
    }


def answered_by(at, what):
    """The post that answers what waits, sometimes another."""
    post = (at.shown[what] or {}).get("answered_by")
    return at.one_of(*(post,) * 8, "council")


BUILDERS = ("Vale", "Severn", "Wye")
LINE = {"id": "1", "works": "w1", "says": "x", "quantity": 1, "unit": "each", "vat": "washroom"}
WHY = {"reason": "x"}
PREPARING = {
    "disability-finding": found,
    "social-services-view": lambda at: {"given_on": at.day},
    "cost-estimate": lambda at: {"works": scheme(at)},
    "schedule": lambda at: {"lines": [LINE]},
    "estimates": priced,
    "offer": made,
    "assignment": lambda at: {"officer": at.one_of("first", None), "team": None},
}
DECIDING = {
    "application": lambda at: made(at, applied_on=at.one_of("2026-03-02", at.day)),
    "application/amendment": amendment,
    "application/urgent-works": lambda at: {"works": ["w1"]} | WHY,
    "invitation": lambda at: {"invited_on": at.day, "answer_by": at.after(1, 20, 400)} | WHY,
    "invitation/answer": lambda at: {"answered_on": at.day} | WHY,
    "approvals": approval,
    "decision": lambda at: {
        "decided_on": at.day,
        "deferral": at.one_of(*(None,) * 5, {"until": at.after(20, 200, 400)} | WHY),
    },
    "withdrawal": lambda at: {
        "withdrawn_on": at.day,
        "reason": at.one_of("applicant_withdrew", "disabled_person_died", "not_completed_in_time"),
    },
}
WORKS = {
    "extension": lambda at: {"asked_on": at.day, "until": at.after(400, 400, 200, 20)} | WHY,
    "variation": lambda at: (
        {
            "works": scheme(at),
            "services_and_charges": [],
            "cause": at.one_of(
                "applicant_asked", "unforeseen_works", "other_works_first", "cost_changed"
            ),
        }
        | WHY
    ),
    "variation/consent": consent,
    "variation/drop": lambda at: WHY,
    "variation/decision": lambda at: {"varied_on": at.day},
    "contractor-change": lambda at: (
        {
            "agreed_on": at.day,
            "contractor": "Vale",
            "works": ["w1"],
            "estimate": "5.00",
        }
        | WHY
    ),
    "dispute": lambda at: {"raised_on": at.day, "by": at.one_of("applicant", "authority")} | WHY,
    "dispute/settlement": lambda at: {"settled_on": at.day, "outcome": "remedied"} | WHY,
    "works-certification": lambda at: {"certified_on": at.day},
    "works-certification/correction": lambda at: WHY,
    "reopening": lambda at: {"state": at.shown["state"]} | WHY,
}
MATTERS = ["works_to_date", "standard", "concerns", "supplies", "specification"]
DIARY = {
    "visits": lambda at: {
        "kind": at.one_of("pre_start", "survey", "progress", "joint", "completion"),
        "on": at.after(1, 20, 400),
        "by": "first",
    },
    "visits/record": lambda at: {
        "about": at.one_of(*(None,) * 5, at.number("visit_planned")),
        "kind": at.one_of("completion", "completion", "progress", "survey"),
        "held_on": at.day,
        "attended": ["officer", "client", "contractor"],
        "looked_at": MATTERS[: at.one_of(5, 5, 4)],
        "found": "x",
    },
    "faults": lambda at: {"about": at.number("visit_held"), "what": "x", "by": at.after(20, 1)},
    "faults/remedy": lambda at: {
        "about": at.number("fault_found"),
        "put_right_on": at.day,
        "how": "x",
    },
    "decants": lambda at: (
        {"since": at.day, "until": at.after(20, 1, 400), "where": "hotel"}
        | {"claimed": at.one_of(None, "500.00")}
        | WHY
    ),
    "decants/return": lambda at: {"about": at.number("decanted"), "returned_on": at.day},
    "servicing": lambda at: {
        "works": "w1",
        "installed_on": at.day,
        "maintained_by": "manufacturer",
        "first_due": at.after(180, 20, 400),
        "every_months": 6,
        "until": at.after(2000, 1000),
    },
    "servicing/record": lambda at: {
        "about": at.number("servicing_arranged"),
        "serviced_on": at.day,
        "found": "x",
    },
}
AFTERWARDS = {
    "acceptance": lambda at: {"signed_on": at.day, "accepted": True, "signed_by_client": True},
    "later-checks": lambda at: {
        "checked_on": at.day,
        "suitable": at.one_of(True, False),
        "found": "x",
    },
    "land-charge-registration": lambda at: {"registered_on": at.day},
    "disposal": lambda at: {"disposed_on": at.day, "kind": "sale"},
    "repayment-decision": repaid,
    "land-charge-removal": lambda at: {"removed_on": at.day},
    "change-of-circumstances": lambda at: {
        "decided_on": at.day,
        "happened_on": at.day,
        "because": "x",
        "demanded": "0.00",
        "still_paid": "0.00",
        "reason": at.one_of("disabled_person_died", "application_wrong", "entitlement_ceased"),
        "course": at.one_of("go_on", "stop"),
    },
    "closure": lambda at: None,
}
HEARD = {
    "review": lambda at: {"asked_on": at.day} | WHY,
    "review/answer": lambda at: (
        {
            "answered_on": at.day,
            "outcome": at.one_of("stands", "decided_again"),
            "by": answered_by(at, "review"),
        }
        | WHY
    ),
    "complaints": lambda at: (
        {
            "made_on": at.day,
            "about": at.one_of("decision", "service"),
            "stage": at.one_of(
                "corporate_complaint", "team_leader", "head_of_service", "ombudsman"
            ),
        }
        | WHY
    ),
    "complaints/answer": lambda at: (
        {
            "answered_on": at.day,
            "outcome": "upheld",
            "remedies": [
                {
                    "kind": at.one_of("apology", "apology", "decide_again"),
                    "by": at.after(20, 1, 400),
                }
            ],
            "by": answered_by(at, "complaint"),
        }
        | WHY
    ),
    "complaints/remedies": lambda at: {
        "kind": "apology",
        "done_on": at.day,
        "by": at.one_of(None, None, "corporate_complaints"),
    },
    "mistakes": lambda at: {"number": at.mistake} | WHY,
    "notes": lambda at: {"text": "x"},
}
CLINIC = {
    "clinic-referral": lambda at: {"referred_on": at.day, "why": "costly", "question": "x"},
    "clinic-advice": lambda at: {
        "met_on": at.day,
        "attended_by": [{"post": "grant_officer", "authority": at.district}],
        "advice": "move",
        "reasons": ["cost_effective"],
        "in_words": "x",
    },
    "clinic-decision": lambda at: {
        "decided_on": at.day,
        "course": "move",
        "reasons": ["cost_effective"],
        "in_words": "x",
    },
}
ACTS = PREPARING | DECIDING | WORKS | DIARY | AFTERWARDS | HEARD | CLINIC
"""By its address below the case: the body."""
GOES_BY = {"approvals": "approvals-wanted", "variation/consent": "variation"}
"""What is looked at before the act: for its sums."""
