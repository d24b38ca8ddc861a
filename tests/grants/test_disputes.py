"""Disputes both ways round, completion, the client's word, and looks afterwards."""

import pytest

from tests.grants.cases import CANNOCK
from tests.grants.site import visit
from tests.grants.test_notices import decided
from tests.grants.test_service import awaited
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, STROUD

CERTIFIED = {"certified_on": "2026-03-09"}


def dispute(by, day="2026-03-09"):
    return {"raised_on": day, "by": by, "reason": "The door sticks"}


def settlement(outcome, day="2026-03-10"):
    return {"settled_on": day, "outcome": outcome, "reason": "Looked at together"}


def told(case):
    return [
        (kind, body)
        for kind, body in case.platform.told("grants", case.id)
        if kind.startswith("grants.payment-")
    ]


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD, CANNOCK])
def test_the_authority_that_is_not_satisfied_pays_once_the_faults_are_put_right(platform, district):
    """B134."""
    case = decided(platform, district)
    case.does("dispute", dispute("authority"))
    assert "not satisfied" in awaited(case.post("works-certification", CERTIFIED))
    for outcome in ("satisfactory", "paid_to_applicant"):
        answer = case.post("dispute/settlement", settlement(outcome))
        problem(answer, "invalid-input", 422, "/outcome")
    case.does("dispute/settlement", settlement("remedied"))
    assert [(k, b.get("clause"), b.get("payee")) for k, b in told(case)] == [
        ("grants.payment-held", "guidance B134", None),
        ("grants.payment-freed", None, "contractor"),
    ]
    case.does("visits/record", visit("completion"))
    case.does("works-certification", CERTIFIED)


@pytest.mark.parametrize(
    "outcome, payee",
    [
        ("remedied", "contractor"),
        ("satisfactory", "contractor"),
        ("paid_to_applicant", "applicant"),
    ],
)
def test_the_applicant_who_is_not_satisfied_is_heard_before_anything_is_paid(
    platform, outcome, payee
):
    """B134, B135, section 39(2): also after certification."""
    case = decided(platform, STROUD)
    case.does("works-certification", CERTIFIED)
    case.does("dispute", dispute("applicant"))
    assert case.state()["dispute"]["by"] == "applicant"
    case.does("dispute/settlement", settlement(outcome))
    assert [(k, b.get("clause"), b.get("payee")) for k, b in told(case)] == [
        ("grants.payment-held", "guidance B135", None),
        ("grants.payment-freed", None, payee),
    ]


def test_one_dispute_at_a_time_and_none_that_is_not_there(platform):
    case = decided(platform)
    assert "nobody" in awaited(case.post("dispute/settlement", settlement("remedied")))
    case.does("dispute", dispute("applicant", "2026-03-10"))
    assert "not satisfied" in awaited(case.post("dispute", dispute("authority")))
    answer = case.post("dispute/settlement", settlement("remedied", "2026-03-09"))
    problem(answer, "invalid-input", 422, "/settled_on")
    problem(
        case.post("dispute/settlement", settlement("remedied", "2026-03-11")),
        "invalid-input",
        422,
        "/settled_on",
    )


def pack(case):
    return case.officer.get(f"/v1/cases/{case.id}/completion-pack")


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD])
def test_the_completion_pack_has_the_clients_word_and_what_came_after(platform, district):
    """6.17."""
    case = decided(platform, district)
    assert "not certified" in awaited(pack(case))
    case.does("dispute", dispute("applicant"))
    case.does("dispute/settlement", settlement("remedied"))
    case.does("works-certification", CERTIFIED)
    word = {"signed_on": "2026-03-10", "accepted": False, "signed_by_client": True}
    problem(case.post("acceptance", word), "invalid-input", 422, "/remarks")
    case.does("acceptance", word | {"remarks": "The tap drips"})
    assert pack(case).json()["whole"] is False
    case.does("acceptance", word | {"accepted": True})
    look = {"checked_on": "2026-03-10", "suitable": True, "found": "Used every day"}
    case.does("later-checks", look)
    found = pack(case).json()
    assert (found["whole"], found["certified_on"]) == (True, "2026-03-09")
    assert found["works"] == ["level_access_shower"]
    assert found["acceptance"] == word | {"accepted": True, "remarks": None}
    assert found["checks"] == [look]
    assert found["disputes"] == [
        {"raised": dispute("applicant"), "settled": settlement("remedied")}
    ]


@pytest.mark.parametrize("day", ["2026-03-08", "2026-03-11"])
def test_the_clients_word_and_a_look_follow_completion(platform, day):
    case = decided(platform)
    case.does("works-certification", CERTIFIED)
    word = {"signed_on": day, "accepted": True, "signed_by_client": True}
    problem(case.post("acceptance", word), "invalid-input", 422, "/signed_on")
    look = {"checked_on": day, "suitable": True, "found": "Used"}
    problem(case.post("later-checks", look), "invalid-input", 422, "/checked_on")
