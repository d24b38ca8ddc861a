"""Works change homes: certified on a case, tried beforehand, equipment put in and taken out."""

import datetime as dt
import uuid

import pytest

from shared.contracts.codes import AccessCategory, Purpose
from shared.contracts.grants import CertificateCorrected, WorksCertified
from shared.contracts.referral import AccessNeed, ReferralAssessed
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD
from tests.register.homes import STAIRS
from tests.register.service import registered

DAY = dt.date(2026, 4, 10)
BATH = {"bathroom.level_access_shower": False}
pytestmark = pytest.mark.usefixtures("a_day_with_prices")


def enter(client, changes=None, **said):
    """A home that somebody lives in."""
    return registered(client, changes, occupancy="occupied", **said)


def assessed(platform):
    case_id = uuid.uuid4()
    need = AccessNeed(category=AccessCategory.A, bedrooms=1, household_size=1, areas=())
    event = ReferralAssessed(
        case_id=case_id,
        district=GLOUCESTER,
        assessed_on=DAY,
        needs=(Purpose.BATH_OR_SHOWER,),
        recommended_works=(),
        access_need=need,
    )
    platform.tell("register", event)
    return case_id


def certify(platform, case_id, *works):
    event = WorksCertified(case_id=case_id, district=GLOUCESTER, certified_on=DAY, works=works)
    platform.tell("register", event)


@pytest.mark.parametrize("known_first", [True, False])
def test_certified_works_change_the_home_of_the_case_in_either_order(
    platform, options, known_first
):
    home, case_id = enter(options, BATH), assessed(platform)
    assert home["category"] != "A"
    if not known_first:
        certify(platform, case_id, "level_access_shower")
    options.post(f"/v1/cases/{case_id}/home", json={"home_id": home["id"]}).raise_for_status()
    if known_first:
        certify(platform, case_id, "level_access_shower")
    after = options.get(f"/v1/homes/{home['id']}").json()
    assert after["category"] == "A"
    assert after["survey"]["bathroom"]["level_access_shower"] is True
    last = options.get(f"/v1/homes/{home['id']}/surveys").json()["items"][-1]
    assert (last["kind"], last["category"]) == ("certified_works", "A")
    assert last["answers"] == {"bathroom": {"level_access_shower": True}}


def test_works_that_could_be_several_adaptations_are_left_to_a_survey(platform, options):
    home, case_id = enter(options), assessed(platform)
    options.post(f"/v1/cases/{case_id}/home", json={"home_id": home["id"]})
    certify(platform, case_id, "other")
    assert options.get(f"/v1/homes/{home['id']}").json()["survey"] == home["survey"]
    place = {"home_id": home["id"]}
    [works] = options.post(f"/v1/cases/{case_id}/home", json=place).json()["certified_works"]
    assert (works["adaptations"], works["to_survey"]) == ([], ["other"])


def not_complete(platform, case_id):
    days = {"certified_on": DAY, "corrected_on": DAY}
    event = CertificateCorrected(case_id=case_id, district=GLOUCESTER, **days)
    platform.tell("register", event)


def of_case(options, case_id, home):
    place = {"home_id": home["id"]}
    return options.post(f"/v1/cases/{case_id}/home", json=place).json()["certified_works"]


def test_works_that_are_not_complete_leave_the_home_as_it_was(platform, options):
    home, case_id = enter(options, BATH), assessed(platform)
    of_case(options, case_id, home)
    certify(platform, case_id, "level_access_shower")
    not_complete(platform, case_id)
    after = options.get(f"/v1/homes/{home['id']}").json()
    assert (after["survey"], after["category"]) == (home["survey"], home["category"])
    *_, works, taken = options.get(f"/v1/homes/{home['id']}/surveys").json()["items"]
    assert (taken["kind"], taken["takes_back"]) == ("taken_back", works["number"])
    [kept] = of_case(options, case_id, home)
    assert (kept["taken_back_on"], kept["adaptations"]) == ("2026-04-10", ["wet_room"])
    certify(platform, case_id, "level_access_shower")
    assert options.get(f"/v1/homes/{home['id']}").json()["category"] == "A"
    not_complete(platform, case_id)
    assert options.get(f"/v1/homes/{home['id']}").json()["survey"] == home["survey"]


def test_what_was_surveyed_since_stands(platform, options):
    """The shower is there: somebody has seen it."""
    home, case_id = enter(options, BATH), assessed(platform)
    of_case(options, case_id, home)
    certify(platform, case_id, "level_access_shower")
    seen = {"bathroom": {"level_access_shower": True}}
    survey = {"surveyed_on": "2026-04-10", "answers": seen}
    assert options.post(f"/v1/homes/{home['id']}/surveys", json=survey).is_success
    not_complete(platform, case_id)
    after = options.get(f"/v1/homes/{home['id']}").json()["survey"]
    assert after["bathroom"]["level_access_shower"] is True


def test_works_that_are_not_complete_change_no_home_that_is_known_later(platform, options):
    home, case_id = enter(options, BATH), assessed(platform)
    certify(platform, case_id, "level_access_shower")
    not_complete(platform, case_id)
    [kept] = of_case(options, case_id, home)
    assert (kept["adaptations"], kept["taken_back_on"]) == (None, "2026-04-10")
    assert options.get(f"/v1/homes/{home['id']}").json()["survey"] == home["survey"]


def test_where_it_is_not_known_how_works_changed_a_home_it_is_surveyed(platform, options):
    """Those that were certified before that was kept."""
    home, case_id = enter(options, BATH), assessed(platform)
    of_case(options, case_id, home)
    certify(platform, case_id, "level_access_shower")
    platform.sql(
        "UPDATE register.needs SET certified_works = certified_works #- '{0,survey}' WHERE case_id = $1",
        case_id,
    )
    not_complete(platform, case_id)
    assert of_case(options, case_id, home)[0]["to_survey"] == ["level_access_shower"]


def says(client, case_id, home, **reason):
    """Where a case lives, as the register then has it."""
    place = home and home["id"]
    answer = client.post(f"/v1/cases/{case_id}/home", json={"home_id": place, **reason})
    assert answer.status_code == 200, answer.text
    return answer.json()


def known(client, home):
    """What is known of a home, and what the rules make of it."""
    found = client.get(f"/v1/homes/{home['id']}").json()
    return {name: found[name] for name in ("survey", "sources", "category", "surveyed_on")}


WRONG = {"reason": "The flat above"}


def test_works_that_changed_another_home_by_mistake_are_taken_back_there(platform, options):
    wrong, right, case_id = enter(options, BATH), enter(options, BATH), assessed(platform)
    before = known(options, wrong)
    for home in (None, wrong):
        says(options, case_id, home)
        certify(platform, case_id, "level_access_shower")
    assert known(options, wrong)["category"] == "A"
    said = says(options, case_id, right, **WRONG)
    assert {works["home_id"] for works in said["certified_works"]} == {right["id"]}
    assert (known(options, wrong), known(options, right)["category"]) == (before, "A")
    surveys = options.get(f"/v1/homes/{wrong['id']}/surveys").json()["items"]
    assert [each["takes_back"] for each in surveys] == [None, None, None, 2, 3]
    was = options.get(f"/v1/cases/{case_id}/need/history").json()["items"][-1]
    assert (was["was"]["home_id"], was["reason"]) == (wrong["id"], WRONG["reason"])


def test_works_wait_again_where_nobody_knows_the_home(platform, options):
    wrong, case_id = enter(options, BATH), assessed(platform)
    before = known(options, wrong)
    says(options, case_id, wrong)
    certify(platform, case_id, "level_access_shower")
    [works] = says(options, case_id, None, **WRONG)["certified_works"]
    assert (works["adaptations"], works["to_survey"], works["home_id"]) == (None, None, None)
    assert known(options, wrong) == before
    says(options, case_id, wrong)
    assert known(options, wrong)["category"] == "A"


def test_what_changes_a_home_back_takes_a_reason(platform, options):
    wrong, right, case_id = enter(options, BATH), enter(options, BATH), assessed(platform)
    says(options, case_id, wrong)
    says(options, case_id, wrong)
    certify(platform, case_id, "level_access_shower")
    with nothing_changes(platform, "register", "homes"):
        place = f"/v1/cases/{case_id}/home"
        answer = options.post(place, json={"home_id": right["id"]})
        problem(answer, "invalid-input", 422, "/reason")


def test_a_survey_of_the_home_stays_when_works_are_taken_back(platform, options):
    """What somebody measured there since is of that home, whoever lives in it."""
    wrong, case_id = enter(options, BATH), assessed(platform)
    says(options, case_id, wrong)
    certify(platform, case_id, "level_access_shower")
    taken = {"surveyed_on": "2026-04-10", "answers": {"bathroom": {"level_access_shower": True}}}
    options.post(f"/v1/homes/{wrong['id']}/surveys", json=taken).raise_for_status()
    says(options, case_id, None, **WRONG)
    assert known(options, wrong)["category"] == "A"


def test_a_case_lives_in_a_home_of_its_own_district(platform, options):
    elsewhere, case_id = enter(options, district=STROUD), assessed(platform)
    answer = options.post(f"/v1/cases/{case_id}/home", json={"home_id": elsewhere["id"]})
    problem(answer, "invalid-input", 422, "/home_id")


def test_what_a_home_would_be_is_told_with_works_feasibility_and_cost(options):
    home = enter(options, BATH)
    tried = options.post(f"/v1/homes/{home['id']}/what-if", json={"adaptations": ["wet_room"]})
    wanted = options.get(f"/v1/homes/{home['id']}/what-if", params={"category": "A"})
    assert tried.json() == wanted.json()
    assert tried.json()["category"] == "A"
    assert tried.json()["before"] == home["category"]
    assert tried.json()["feasible"] == {"wet_room": True}
    assert tried.json()["cost"] == {
        "low": "5500.00",
        "mid": "8500.00",
        "high": "14000.00",
        "unsourced": [],
    }
    unknown = options.post(f"/v1/homes/{home['id']}/what-if", json={"adaptations": ["magic"]})
    problem(unknown, "invalid-input", 422, "/adaptations/0")
    assert options.get(f"/v1/homes/{home['id']}").json() == home


def test_equipment_counts_while_it_stands_in_the_home(options):
    home = enter(options, {"internal.stairs": STAIRS})
    place = f"/v1/homes/{home['id']}/equipment"
    body = {
        "adaptation": "straight_stairlift",
        "installed_on": "2026-04-01",
        "supplier": "Lifts Ltd",
        "warranty_until": "2028-04-01",
    }
    # Surveyed without one on the tenth, so the stairlift of the tenth stands.
    lift = options.post(place, json=body | {"installed_on": "2026-04-10"}).json()
    assert lift["warranty_until"] == "2028-04-01"
    shown = f"/v1/homes/{home['id']}"
    assert options.get(shown).json()["survey"]["stairlift"] is True
    taken = {"recovered_on": "2026-04-10", "to": "Store"}
    after = options.post(f"/v1/equipment/{lift['id']}/recovery", json=taken).json()
    assert (after["recovered_on"], after["recovered_to"]) == ("2026-04-10", "Store")
    assert options.get(shown).json()["survey"]["stairlift"] is False
    again = options.post(f"/v1/equipment/{lift['id']}/recovery", json=taken)
    problem(again, "wrong-state", 409)
    assert len(options.get(place).json()["items"]) == 1
