"""Needs completed by housing options, and adapt or move: the page that a decision is made from."""

import uuid
from decimal import Decimal

import pytest

from services.register.domain.policy import AlternativesLimit
from services.register.needs import commands
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, STROUD
from tests.register.homes import ABSENT, STAIRS
from tests.register.service import NOW, assessed, day, enter, estimated, household

STEPS_INSIDE = {"internal.steps": 2}
LIFT_NEEDED = {"internal.stairs": STAIRS}
COMPLETION = {
    "band": "gold",
    "band_date": "2026-05-01",
    "tenures": ["council"],
    "must_nots": ["above_ground"],
    "requirements": [{"measure": "ceiling_track_hoist", "value": 1}],
    "preferences": [{"measure": "kitchen_turning", "value": 1500, "weight": 3}],
    "valid_until": "2027-06-01",
}
pytestmark = pytest.mark.usefixtures("in_june")


@pytest.fixture
def apart(platform):
    """A district in which no other test has homes: empty ones of before are lived in now."""
    platform.address("register")
    platform.sql(
        "UPDATE register.homes SET occupancy = 'occupied',"
        " changed = (pg_current_xact_id()::text)::bigint"
    )
    platform.sql("UPDATE register.adverts SET state = 'withdrawn'")


def answers_of(platform, case_id):
    return [e for t, e in platform.told("register", case_id) if t.endswith("-assessed")]


# The need


def test_housing_options_complete_what_the_therapist_assessed(platform, options):
    case_id = household(platform)
    place = f"/v1/cases/{case_id}/need"
    answer = options.put(place, json=COMPLETION)
    assert answer.status_code == 200, answer.text
    need = options.get(place).json()["need"]
    assert (need["category"], need["bedrooms"], need["areas"]) == ("A", 2, [GLOUCESTER])
    assert (need["band"], need["band_date"], need["tenures"]) == ("gold", "2026-05-01", ["council"])
    assert need["requirements"] == [
        {"measure": "ceiling_track_hoist", "operator": "at_least", "value": 1}
    ]


def test_a_later_assessment_leaves_what_housing_options_said(platform, options):
    case_id = household(platform)
    place = f"/v1/cases/{case_id}/need"
    options.put(place, json=COMPLETION)
    platform.tell("register", assessed(case_id, bedrooms=3))
    need = options.get(place).json()["need"]
    assert (need["bedrooms"], need["band"]) == (3, "gold")


def test_a_completion_replaces_the_one_before(platform, options):
    case_id = household(platform)
    place = f"/v1/cases/{case_id}/need"
    options.put(place, json=COMPLETION)
    options.put(place, json={"band": "silver", "band_date": "2026-05-02"})
    need = options.get(place).json()["need"]
    assert (need["band"], need["tenures"], need["valid_until"]) == ("silver", [], None)


def test_two_who_complete_a_need_at_once_do_not_overwrite_each_other(platform, options):
    case_id = household(platform)
    place = f"/v1/cases/{case_id}/need"
    seen = options.get(place).headers["etag"]
    assert options.put(place, json=COMPLETION, headers={"if-match": seen}).status_code == 200
    again = options.put(place, json={}, headers={"if-match": seen})
    problem(again, "stale-etag", 412)
    assert options.get(place).json()["need"]["band"] == "gold"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"requirements": [{"measure": "moat", "value": 1}]}, "/requirements/0/measure"),
        ({"preferences": [{"measure": "moat", "value": 1}]}, "/preferences/0/measure"),
        ({"must_nots": ["lift", "moat"]}, "/must_nots/1"),
        ({"band_date": None}, "/band_date"),
        ({"band": None}, "/band_date"),
        ({"band_date": day(1)}, "/band_date"),
    ],
)
def test_what_matching_does_not_know_is_refused_at_the_door(platform, options, changes, pointer):
    case_id = household(platform)
    answer = options.put(f"/v1/cases/{case_id}/need", json=COMPLETION | changes)
    problem(answer, "invalid-input", 422, pointer)


def test_a_need_is_completed_once_it_was_assessed(platform, options):
    case_id = uuid.uuid4()
    problem(options.put(f"/v1/cases/{case_id}/need", json={}), "not-found", 404)
    platform.tell("register", estimated(case_id, "1.00"))
    problem(options.put(f"/v1/cases/{case_id}/need", json={}), "wrong-state", 409)


# Adapt or move


def test_the_page_sets_every_home_that_would_do_beside_adapting_here(platform, options, apart):
    """The county's example: 120,000 here; a home that a lift at 15,500 makes do, and the grant."""
    lift = enter(options, LIFT_NEEDED)
    blank = enter(options, {"kitchen": ABSENT})
    enter(options, STEPS_INSIDE)
    case_id = household(platform, "120000.00")
    page = options.get(f"/v1/cases/{case_id}/alternatives").json()
    assert (page["cost_here"], page["homes_considered"], page["moving_costs"]) == (
        "120000.00",
        3,
        None,
    )
    [would_do], [to_verify] = page["alternatives"], page["to_verify"]
    assert (would_do["home"], would_do["cost_there"]["mid"]) == (lift, "15500.00")
    assert (would_do["relocation_limit"], would_do["relocation_clause"]) == (
        "30000.00",
        "Gloucester B2.9",
    )
    assert (would_do["total"], would_do["saving"], would_do["wait_days"]) == (
        "15500.00",
        "104500.00",
        0,
    )
    assert any(
        f["status"] == "adaptable" and f["domain"] == "stairs_internal"
        for f in would_do["findings"]
    )
    assert to_verify["home"] == blank


def test_the_quoted_costs_of_the_move_are_counted_up_to_what_the_district_offers(
    platform, options, apart
):
    enter(options, LIFT_NEEDED)
    there = enter(options, district=STROUD)
    case_id = household(platform, "120000.00", areas=(GLOUCESTER, STROUD))
    answer = options.post(f"/v1/cases/{case_id}/alternatives", json={"moving_costs": "6200.00"})
    out, within = answer.json()["alternatives"]
    assert (out["home"], out["relocation_grant"], out["saving"]) == (there, "5000.00", "115000.00")
    assert (within["relocation_grant"], within["total"]) == ("6200.00", "21700.00")


def test_the_register_answers_a_request_before_anything_was_estimated(platform, options, apart):
    home = enter(options)
    case_id = household(platform)
    assert options.get(f"/v1/cases/{case_id}/alternatives").json()["assessed_on"] is None
    page = options.post(f"/v1/cases/{case_id}/alternatives", json={}).json()
    [found] = page["alternatives"]
    assert (found["home"], found["saving"], page["cost_here"]) == (home, None, None)
    assert len(answers_of(platform, case_id)) == 1


def test_a_home_under_notice_would_do_from_the_day_it_can_be_moved_into(platform, options, apart):
    home = enter(options, occupancy="occupied")
    advert = {"available_from": day(21), "closes_on": day(7)}
    assert options.post(f"/v1/homes/{home}/adverts", json=advert).status_code == 201
    case_id = household(platform, "50000.00")
    [found] = options.get(f"/v1/cases/{case_id}/alternatives").json()["alternatives"]
    assert (found["home"], found["wait_days"]) == (home, 21)


def test_the_page_names_no_home_whose_wait_nobody_knows(platform, options, apart):
    """One that somebody lives in and often falls vacant is for officers to find, not promised."""
    empty, lived_in = enter(options), enter(options)
    for occupancy in ("occupied", "empty", "occupied"):
        options.post(f"/v1/homes/{lived_in}/occupancy", json={"occupancy": occupancy})
    case_id = household(platform, "50000.00")
    page = options.get(f"/v1/cases/{case_id}/alternatives").json()
    assert [(a["home"], a["wait_days"]) for a in page["alternatives"]] == [(empty, 0)]
    often = options.get(f"/v1/cases/{case_id}/matches", params={"among": "often_relet"})
    assert lived_in in [m["home"]["id"] for m in often.json()["items"]]


@pytest.mark.parametrize(("cost", "answered"), [("30000.00", 0), ("30000.01", 1)])
def test_nobody_is_answered_unasked_below_the_districts_limit(
    platform, options, monkeypatch, cost, answered
):
    """No document names a limit; where one does, only what passes it is answered unasked."""

    def limited(document, name, model):
        found = section(document, name, model)
        limit = AlternativesLimit(amount=Decimal("30000.00"), clause="any")
        return (
            found.model_copy(update={"alternatives_limit": limit}) if name == "register" else found
        )

    policy = commands.load(GLOUCESTER, NOW.date())
    section = type(policy).section
    monkeypatch.setattr(type(policy), "section", limited)
    case_id = household(platform, cost)
    assert len(answers_of(platform, case_id)) == answered
    options.post(f"/v1/cases/{case_id}/alternatives", json={})
    assert len(answers_of(platform, case_id)) == answered + 1


def test_a_need_that_lapsed_is_assessed_again_before_anybody_looks(platform, options):
    case_id = household(platform)
    options.put(f"/v1/cases/{case_id}/need", json={"valid_until": day(-1)})
    platform.tell("register", estimated(case_id, "120000.00"))
    assert answers_of(platform, case_id) == []
    answer = options.post(f"/v1/cases/{case_id}/alternatives", json={})
    problem(answer, "wrong-state", 409)
    options.put(f"/v1/cases/{case_id}/need", json={"valid_until": day(0)})
    assert len(answers_of(platform, case_id)) == 1


def test_the_event_tells_homes_by_the_registers_id_with_what_each_would_cost(
    platform, options, apart
):
    home = enter(options, LIFT_NEEDED)
    case_id = household(platform, "120000.00")
    [event] = answers_of(platform, case_id)
    assert event["alternatives"] == [
        {
            "home_id": home,
            "district": GLOUCESTER,
            "category": options.get(f"/v1/homes/{home}").json()["category"],
            "verdict": "adaptable",
            "cost_there": "15500.00",
            "relocation_grant": "30000.00",
        }
    ]
    assert options.get(f"/v1/homes/{home}").json()["uprn"] not in str(event)


def test_a_family_sees_its_own_page_and_no_other(platform, options):
    mine, other = household(platform, "1000.00"), household(platform, "1000.00")
    family = platform.client("register", "resident", dfg_case=str(mine))
    assert family.get(f"/v1/cases/{mine}/alternatives").status_code == 200
    problem(family.get(f"/v1/cases/{other}/alternatives"), "not-found", 404)
    problem(family.get(f"/v1/cases/{mine}/need"), "scope-missing", 403)
