"""The complex case clinic: referred, advised on, decided, and found again by others."""

import json

import pytest

from tests.grants.cases import CANNOCK, works
from tests.grants.test_mistakes import mistake
from tests.grants.test_service import GrantCase, application, awaited
from tests.platform.answers import nothing_changes, problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, STROUD

QUESTION = {"referred_on": "2026-03-09", "why": "costly", "question": "Ms Secret asks for two"}
ADVICE = {
    "met_on": "2026-03-10",
    "attended_by": [{"post": "occupational_therapist"}],
    "advice": "other_scheme",
    "reasons": ["cost_effective"],
    "in_words": "Ms Secret can share one",
}
DECISION = {
    "decided_on": "2026-03-10",
    "course": "as_proposed",
    "reasons": ["meets_the_need", "cost_effective"],
    "in_words": "Ms Secret needs both",
}


def attended(district, post="grant_officer"):
    return ADVICE | {"attended_by": [*ADVICE["attended_by"], {"post": post, "authority": district}]}


def referred(platform, district, cost="60000.00", kind="extension"):
    case = GrantCase(platform, district)
    case.applied(works=[works(cost, kind=kind, purposes=["sleeping_room"])])
    case.does("clinic-referral", QUESTION)
    return case


def decided(platform, district, **changes):
    case = referred(platform, district, **changes)
    case.does("clinic-advice", attended(district))
    case.does("clinic-decision", DECISION)
    return case


def item(case):
    history = case.officer.get(f"/v1/cases/{case.id}/history").json()["items"]
    return next(h["entry"]["item"] for h in history if h["kind"] == "clinic_referred")


def listed(case, place, **asked):
    return {each["number"]: each for each in every(case.officer, f"/v1/clinic/{place}", **asked)}


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD, CANNOCK])
def test_a_case_goes_over_the_agenda_to_a_precedent(platform, district):
    case = referred(platform, district)
    on_it = listed(case, "agenda")[item(case)]
    assert (on_it["district"], on_it["cost"]) == (district, "60000.00")
    assert (on_it["works"], on_it["purposes"]) == (["extension"], ["sleeping_room"])
    case.does("clinic-advice", attended(district))
    assert item(case) not in listed(case, "agenda")
    assert item(case) not in listed(case, "precedents")
    case.does("clinic-decision", DECISION)
    found = listed(case, "precedents")[item(case)]
    assert (found["advice"], found["outcome"], found["year"]) == (
        "other_scheme",
        "as_proposed",
        2026,
    )
    assert found["reasons"] == ["cost_effective", "meets_the_need"]


def test_other_districts_learn_from_it_and_see_nobody(platform):
    case = decided(platform, STROUD)
    reach = {"dfg_read": [CANNOCK], "dfg_write": [CANNOCK]}
    case.officer = platform.client("grants", "grant_officer", **reach)
    problem(case.officer.get(f"/v1/cases/{case.id}"), "not-found", 404)
    everywhere = platform.client("grants", "grant_officer")
    case.officer, own = everywhere, item_number(everywhere, case)
    case.officer = platform.client("grants", "grant_officer", **reach)
    found = listed(case, "precedents")[own]
    shown = json.dumps(found)
    assert "Secret" not in shown
    assert str(case.id) not in shown
    assert STROUD not in shown


def item_number(client, case):
    history = client.get(f"/v1/cases/{case.id}/history").json()["items"]
    return next(h["entry"]["item"] for h in history if h["kind"] == "clinic_referred")


@pytest.mark.parametrize(
    "asked, there",
    [
        ({"works": "extension"}, True),
        ({"works": "ramp"}, False),
        ({"purpose": "sleeping_room"}, True),
        ({"purpose": "garden"}, False),
        ({"cost_from": "60000.00", "cost_to": "60000.00"}, True),
        ({"cost_from": "60000.01"}, False),
        ({"cost_to": "59999.99"}, False),
        ({"outcome": "as_proposed"}, True),
        ({"outcome": "other_scheme"}, False),
    ],
)
def test_precedents_are_found_by_works_purpose_cost_and_outcome(platform, asked, there):
    case = decided(platform, GLOUCESTER)
    assert (item(case) in listed(case, "precedents", **asked)) is there


def test_advice_without_the_housing_authority_does_not_count(platform):
    """Guidance 4.13: of the case's own district, and by an officer of it."""
    case = referred(platform, GLOUCESTER)
    for who in (attended(STROUD), attended(GLOUCESTER, "housing_options"), ADVICE):
        problem(case.post("clinic-advice", who), "invalid-input", 422, "/attended_by")
    case.does("clinic-advice", attended(GLOUCESTER, "technical_officer"))


def test_the_authority_decides_after_the_advice_and_not_before(platform):
    case = referred(platform, GLOUCESTER)
    assert "advice" in awaited(case.post("clinic-decision", DECISION))
    assert "already" in awaited(case.post("clinic-referral", QUESTION))
    early = attended(GLOUCESTER) | {"met_on": "2026-03-08"}
    problem(case.post("clinic-advice", early), "invalid-input", 422, "/met_on")
    case.does("clinic-advice", attended(GLOUCESTER))
    assert "not asked" in awaited(case.post("clinic-advice", attended(GLOUCESTER)))
    early = DECISION | {"decided_on": "2026-03-09"}
    problem(case.post("clinic-decision", early), "invalid-input", 422, "/decided_on")
    case.does("clinic-decision", DECISION)
    case.does("clinic-referral", QUESTION)


def test_the_clinic_looks_at_works(platform):
    case = GrantCase(platform).assessed()
    with nothing_changes(platform, "grants", "clinic_items"):
        assert "estimate" in awaited(case.post("clinic-referral", QUESTION))
    made = application(works=[works("9000.00", kind="sauna")])
    case.does("cost-estimate", {"works": made["works"]})
    case.does("clinic-referral", QUESTION)
    assert listed(case, "agenda")[item(case)]["works"] == ["other"]


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD, CANNOCK])
def test_a_case_that_was_referred_by_mistake_leaves_the_agenda_and_can_be_referred(
    platform, district
):
    """Whatever has become of the case since."""
    case = referred(platform, district)
    first = item(case)
    case.does("withdrawal", {"withdrawn_on": "2026-03-10", "reason": "applicant_withdrew"})
    case.does("mistakes", mistake(case, "clinic_referred"))
    assert first not in listed(case, "agenda")
    other = referred(platform, district)
    other.does("mistakes", mistake(other, "clinic_referred"))
    other.does("clinic-referral", QUESTION)
    numbers = [
        line["entry"]["item"]
        for line in other.officer.get(f"/v1/cases/{other.id}/history").json()["items"]
        if line["kind"] == "clinic_referred"
    ]
    on_it = listed(other, "agenda")
    assert [number in on_it for number in numbers] == [False, True]


def test_advice_and_decision_are_struck_out_last_one_first(platform):
    """What was decided is no precedent any more; then what was advised is waited for again."""
    case = decided(platform, GLOUCESTER)
    for kind in ("clinic_referred", "clinic_advised"):
        assert "came of it" in awaited(case.post("mistakes", mistake(case, kind)))
    case.does("mistakes", mistake(case, "clinic_decided"))
    assert item(case) not in listed(case, "precedents")
    assert item(case) not in listed(case, "agenda")
    assert "came of it" in awaited(case.post("mistakes", mistake(case, "clinic_referred")))
    case.does("mistakes", mistake(case, "clinic_advised"))
    assert item(case) in listed(case, "agenda")
    assert "advice" in awaited(case.post("clinic-decision", DECISION))
    case.does("clinic-advice", attended(GLOUCESTER) | {"reasons": ["not_enough_known"]})
    case.does("clinic-decision", DECISION | {"course": "move"})
    found = listed(case, "precedents")[item(case)]
    assert (found["outcome"], found["reasons"]) == (
        "move",
        ["not_enough_known", "meets_the_need", "cost_effective"],
    )


def test_a_decision_before_another_question_stands(platform):
    case = decided(platform, GLOUCESTER)
    case.does("clinic-referral", QUESTION)
    assert "came of it" in awaited(case.post("mistakes", mistake(case, "clinic_decided")))
