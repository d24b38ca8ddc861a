"""The dates of one case agree: each at its floor, at its ceiling, and a day beyond either."""

import datetime as dt

import pytest

from services.grants.domain.casework.dates import BOUNDS, CaseDate
from tests.grants.cases import works
from tests.grants.site import number, visit
from tests.grants.test_repayment import decision
from tests.grants.test_service import DAY, GrantCase, application
from tests.platform.answers import problem
from tests.platform.running import NOW

APPLIED_ON = dt.date.fromisoformat(application()["applied_on"])
TODAY = NOW.date()
DECIDED_ON, CERTIFIED_ON = dt.date(2026, 3, 5), dt.date(2026, 3, 7)
SEEN_ON, SOLD_ON, LET_OFF_ON = dt.date(2026, 3, 6), dt.date(2026, 3, 8), dt.date(2026, 3, 9)
A_DAY = dt.timedelta(days=1)
NEVER = dt.date(9999, 12, 31)


@pytest.fixture
def case(platform):
    return GrantCase(platform)


def estimated(case):
    case.assessed().does("cost-estimate", {"works": application()["works"]})


def scheduled(case):
    line = {"id": "1", "works": "w1", "says": "A tray", "quantity": 1, "unit": "each"}
    case.assessed().does("schedule", {"lines": [line | {"vat": "washroom"}]})


def decided(case):
    case.applied(works=[works("20000.00")])
    case.does("decision", {"decided_on": DECIDED_ON.isoformat()})


def certified(case):
    decided(case)
    case.does("works-certification", {"certified_on": CERTIFIED_ON.isoformat()})


def refused(case):
    case.applied(works=[works(necessary_and_appropriate=False)])
    case.does("decision", {"decided_on": DECIDED_ON.isoformat()})


def under_review(case):
    refused(case)
    case.does("review", {"asked_on": DECIDED_ON.isoformat(), "reason": "Sees it otherwise"})


def answers(case, day):
    body = {"answered_on": day.isoformat(), "outcome": "stands", "reason": "Nothing new"}
    return case.answers("review/answer", body)


def settled(case):
    certified(case)
    case.hears(case.settlement())


def varied(case):
    """The applicant asks for less, which costs them nothing and needs no consent."""
    decided(case)
    less = {"works": [works("15000.00")], "services_and_charges": []}
    case.does("variation", less | {"cause": "applicant_asked", "reason": "Less will do"})


def faulty(case):
    """A visit to the works found something."""
    decided(case)
    case.does("visits/record", visit(held_on=SEEN_ON.isoformat()))
    found = {"about": number(case, "visits"), "what": "It sticks", "by": "2026-03-20"}
    case.does("faults", found)


def remedied(case, day):
    return {"about": number(case, "faults"), "put_right_on": day.isoformat(), "how": "Rehung"}


def charged(case):
    settled(case)
    case.does("land-charge-registration", {"registered_on": CERTIFIED_ON.isoformat()})


def sold(case):
    charged(case)
    case.does("disposal", {"disposed_on": SOLD_ON.isoformat(), "kind": "sale"})


def repays(case, day):
    manager = case.platform.client("grants", "service_manager")
    said = decision(case.district, "0.00", decided_on=day.isoformat())
    return manager.post(f"/v1/cases/{case.id}/repayment-decision", json=said)


def let_off(case):
    sold(case)
    assert repays(case, LET_OFF_ON).is_success


def tries(case, day):
    return case.officer.get(f"/v1/cases/{case.id}/proposal?decided_on={day}")


def posts(step, name, **body):
    return lambda case, day: case.post(step, {name: day.isoformat(), **body})


STATED = {
    CaseDate.DRAFTED: (
        estimated,
        lambda case, day: case.post("offer", application(applied_on=day.isoformat())),
        "/applied_on",
        None,
        TODAY + dt.timedelta(days=365),
    ),
    CaseDate.APPLIED: (
        GrantCase.assessed,
        lambda case, day: case.post("application", application(applied_on=day.isoformat())),
        "/applied_on",
        None,
        TODAY,
    ),
    CaseDate.FOUND: (
        GrantCase.assessed,
        posts("disability-finding", "found_on", disabled=False),
        "/found_on",
        None,
        TODAY,
    ),
    CaseDate.CONSULTED: (
        GrantCase.assessed,
        posts("social-services-view", "given_on"),
        "/given_on",
        None,
        TODAY,
    ),
    CaseDate.TRIED: (
        GrantCase.applied,
        tries,
        "/decided_on",
        APPLIED_ON,
        TODAY + dt.timedelta(days=365),
    ),
    CaseDate.DECIDED: (
        GrantCase.applied,
        posts("decision", "decided_on"),
        "/decided_on",
        APPLIED_ON,
        TODAY,
    ),
    CaseDate.WITHDRAWN: (
        decided,
        posts("withdrawal", "withdrawn_on", reason="disabled_person_moved"),
        "/withdrawn_on",
        DECIDED_ON,
        TODAY,
    ),
    CaseDate.EXTENSION_ASKED: (
        decided,
        posts("extension", "asked_on", until="2027-09-05", reason="The lift is late"),
        "/asked_on",
        DECIDED_ON,
        TODAY,
    ),
    CaseDate.REVIEW_ASKED: (
        refused,
        posts("review", "asked_on", reason="Sees it otherwise"),
        "/asked_on",
        DECIDED_ON,
        TODAY,
    ),
    CaseDate.REVIEW_ANSWERED: (
        under_review,
        answers,
        "/answered_on",
        DECIDED_ON,
        TODAY,
    ),
    CaseDate.VARIED: (
        varied,
        posts("variation/decision", "varied_on"),
        "/varied_on",
        DECIDED_ON,
        TODAY,
    ),
    CaseDate.CONSENTED: (
        varied,
        posts("variation/consent", "given_on", applicant_pays="0.00", land_charges="5000.00"),
        "/given_on",
        DECIDED_ON,
        TODAY,
    ),
    CaseDate.CONTRACTOR_AGREED: (
        decided,
        posts(
            "contractor-change",
            "agreed_on",
            contractor="Vale Bathrooms",
            works=["w1"],
            estimate="5000.00",
            reason="The first has closed",
        ),
        "/agreed_on",
        DECIDED_ON,
        TODAY,
    ),
    CaseDate.DISPUTED: (
        decided,
        posts("dispute", "raised_on", by="applicant", reason="The door sticks"),
        "/raised_on",
        DECIDED_ON,
        TODAY,
    ),
    CaseDate.PLANNED: (
        decided,
        posts("visits", "on", kind="progress", by="o.grant"),
        "/on",
        None,
        TODAY + dt.timedelta(days=365),
    ),
    CaseDate.SURVEYED: (
        GrantCase.assessed,
        posts("visits/record", "held_on", kind="survey", attended=["officer"], found="Narrow"),
        "/held_on",
        None,
        TODAY,
    ),
    CaseDate.AT_THE_WORKS: (
        decided,
        posts("visits/record", "held_on", kind="progress", attended=["client"], found="Begun"),
        "/held_on",
        DECIDED_ON,
        TODAY,
    ),
    CaseDate.CHANGED: (
        decided,
        posts(
            "change-of-circumstances",
            "happened_on",
            reason="works_unsuitable",
            decided_on=TODAY.isoformat(),
            course="stop",
            still_paid="0.00",
            demanded="0.00",
            because="The floor is closed for the family",
        ),
        "/happened_on",
        APPLIED_ON,
        TODAY,
    ),
    CaseDate.AFTER_COMPLETION: (
        certified,
        posts("later-checks", "checked_on", suitable=True, found="Used every day"),
        "/checked_on",
        CERTIFIED_ON,
        TODAY,
    ),
    CaseDate.PUT_RIGHT: (
        faulty,
        lambda case, day: case.post("faults/remedy", remedied(case, day)),
        "/put_right_on",
        SEEN_ON,
        TODAY,
    ),
    CaseDate.CERTIFIED: (
        decided,
        posts("works-certification", "certified_on"),
        "/certified_on",
        DECIDED_ON,
        TODAY,
    ),
    CaseDate.ESTIMATE_GIVEN: (
        scheduled,
        posts("estimates", "given_on", contractor="Vale", lines=[{"line": "1", "price": "5.00"}]),
        "/given_on",
        None,
        TODAY,
    ),
    CaseDate.INVITED: (
        GrantCase.applied,
        posts("invitation", "invited_on", answer_by="2026-12-01", reason="Of no use"),
        "/invited_on",
        APPLIED_ON,
        TODAY,
    ),
    CaseDate.COMPLAINED: (
        GrantCase.assessed,
        posts("complaints", "made_on", about="service", stage="corporate_complaint", reason="Late"),
        "/made_on",
        None,
        TODAY,
    ),
    CaseDate.AT_CLINIC: (
        GrantCase.applied,
        posts("clinic-referral", "referred_on", why="costly", question="Would less do?"),
        "/referred_on",
        None,
        TODAY,
    ),
    CaseDate.REGISTERED: (
        settled,
        posts("land-charge-registration", "registered_on"),
        "/registered_on",
        CERTIFIED_ON,
        TODAY,
    ),
    CaseDate.DISPOSED: (
        charged,
        posts("disposal", "disposed_on", kind="sale"),
        "/disposed_on",
        CERTIFIED_ON,
        TODAY,
    ),
    CaseDate.REPAYMENT_DECIDED: (
        sold,
        repays,
        "/decided_on",
        SOLD_ON,
        TODAY,
    ),
    CaseDate.REMOVED: (
        let_off,
        posts("land-charge-removal", "removed_on"),
        "/removed_on",
        LET_OFF_ON,
        TODAY,
    ),
}
"""How each date is stated of which case, where a fault is told, its floor and its ceiling."""


def test_every_date_of_the_table_is_tried_here():
    assert set(STATED) == set(BOUNDS) == set(CaseDate)
    assert DAY == APPLIED_ON


@pytest.mark.parametrize("which", STATED)
def test_a_date_is_refused_beyond_its_floor_and_its_ceiling(case, which):
    made, state, pointer, floor, ceiling = STATED[which]
    made(case)
    for day in (ceiling + A_DAY, NEVER, *([floor - A_DAY, dt.date.min] if floor else [])):
        problem(state(case, day), "invalid-input", 422, pointer)


@pytest.mark.parametrize("which", STATED)
def test_a_date_is_taken_at_its_ceiling(case, which):
    made, state, _, _, ceiling = STATED[which]
    made(case)
    answer = state(case, ceiling)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("which", [which for which, stated in STATED.items() if stated[3]])
def test_a_date_is_taken_at_its_floor(case, which):
    made, state, _, floor, _ = STATED[which]
    made(case)
    answer = state(case, floor)
    assert answer.status_code == 200, answer.text


def promised(case):
    """A complaint was answered with an apology to come."""
    case.assessed()
    complaint = {"made_on": "2026-03-05", "about": "service", "stage": "corporate_complaint"}
    case.does("complaints", complaint | {"reason": "Late"})
    answer = {
        "answered_on": CERTIFIED_ON.isoformat(),
        "outcome": "upheld",
        "remedies": [{"kind": "apology", "by": "2026-03-31"}],
        "reason": "It was",
    }
    assert case.answers("complaints/answer", answer).is_success


FOLLOWS = {
    "the certificate follows what was put right": (
        lambda case: (faulty(case), case.does("faults/remedy", remedied(case, CERTIFIED_ON))),
        posts("works-certification", "certified_on"),
        "/certified_on",
        CERTIFIED_ON,
    ),
    "the decision on a variation follows the consent to it": (
        lambda case: (
            varied(case),
            case.does(
                "variation/consent",
                {"given_on": "2026-03-07", "applicant_pays": "0.00", "land_charges": "5000.00"},
            ),
        ),
        posts("variation/decision", "varied_on"),
        "/varied_on",
        CERTIFIED_ON,
    ),
    "a complaint about a decision follows it": (
        decided,
        posts(
            "complaints", "made_on", about="decision", stage="corporate_complaint", reason="Why?"
        ),
        "/made_on",
        DECIDED_ON,
    ),
    "a remedy follows the answer that promised it": (
        promised,
        posts("complaints/remedies", "done_on", kind="apology"),
        "/done_on",
        CERTIFIED_ON,
    ),
}
"""Dates that follow another that not every case has."""


@pytest.mark.parametrize("which", FOLLOWS)
def test_nothing_is_dated_before_what_it_follows(case, which):
    made, state, pointer, floor = FOLLOWS[which]
    made(case)
    problem(state(case, floor - A_DAY), "invalid-input", 422, pointer)
    answer = state(case, floor)
    assert answer.status_code == 200, answer.text
