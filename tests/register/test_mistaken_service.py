"""What was noted of a home by mistake is taken back with a reason; what it was stays to be read."""

import datetime as dt
import uuid

import pytest

from tests.platform.answers import nothing_changes, problem
from tests.register.homes import STAIRS
from tests.register.service import registered

WRONG = {"reason": "Of the house next door"}
NEVER_THERE = WRONG | {"step": "installed"}
PICTURE = {"kind": "photograph", "reference": "dms/4711?v=2", "of": "Hall", "made_on": None}
LIFT = {"adaptation": "straight_stairlift", "installed_on": "2026-04-10"}
TAKEN_OUT = {"recovered_on": "2026-04-10", "to": "Store"}
BATH = {"bathroom.level_access_shower": False}
pytestmark = pytest.mark.usefixtures("a_day_with_prices")


def posted(client, place, body, status=200):
    answer = client.post(place, json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def shown(client, place):
    answer = client.get(place)
    assert answer.status_code == 200, answer.text
    return answer.json()


def entered(client, changes=None):
    return f"/v1/homes/{registered(client, changes, occupancy='occupied')['id']}"


@pytest.fixture
def home(options):
    """A home with stairs and without a lift on them."""
    return entered(options, {"internal.stairs": STAIRS})


def fitted(client, home, **changes):
    return posted(client, f"{home}/equipment", LIFT | changes, 201)


def corrected(client, equipment, step="installed"):
    return posted(client, f"/v1/equipment/{equipment['id']}/correction", WRONG | {"step": step})


def known(client, home):
    """What is known of the home, and what the rules make of it."""
    found = shown(client, home)
    return {name: found[name] for name in ("survey", "sources", "category", "surveyed_on")}


# Pictures


def test_a_mistaken_picture_is_shown_no_more_and_its_record_stays(platform, options, home):
    other = PICTURE | {"reference": "dms/4712"}
    for picture in (PICTURE, other):
        posted(options, f"{home}/pictures", picture)
    mistake = {"reference": PICTURE["reference"], "reason": "A person is in it"}
    assert posted(options, f"{home}/pictures/correction", mistake)["pictures"] == [other]
    [entry] = shown(options, f"{home}/history")["items"]
    assert (entry["was"]["picture"], entry["reason"]) == (PICTURE, "A person is in it")
    assert entry["changed_by"]
    with nothing_changes(platform, "register", "home_history"):
        answer = options.post(f"{home}/pictures/correction", json=mistake)
        problem(answer, "invalid-input", 422, "/reference")
    assert posted(options, f"{home}/pictures", PICTURE)["pictures"] == [other, PICTURE]


def test_a_picture_that_is_described_anew_was_another_before(options, home):
    for of in ("Hall", "Hall", "Bathroom"):
        posted(options, f"{home}/pictures", PICTURE | {"of": of})
    [entry] = shown(options, f"{home}/history")["items"]
    assert (entry["was"]["picture"]["of"], entry["reason"]) == ("Hall", None)


def test_a_landlord_takes_away_pictures_of_their_own_homes(platform, options, home):
    posted(options, f"{home}/pictures", PICTURE)
    body = {"reference": PICTURE["reference"], **WRONG}
    another = platform.client("register", "housing_provider", dfg_provider="another")
    problem(another.post(f"{home}/pictures/correction", json=body), "not-found", 404)
    own = platform.client("register", "housing_provider")
    assert posted(own, f"{home}/pictures/correction", body)["pictures"] == []


# Equipment


def test_equipment_that_was_never_put_in_leaves_the_home_as_it_was(options, home):
    before = known(options, home)
    lift = fitted(options, home)
    assert known(options, home)["survey"]["stairlift"] is True
    assert corrected(options, lift)["taken_back"]["because"] == WRONG["reason"]
    assert known(options, home) == before
    [kept] = shown(options, f"{home}/equipment")["items"]
    assert (kept["installed_on"], kept["taken_back"]["on"]) == ("2026-04-10", "2026-04-10")
    _, put_in, taken = shown(options, f"{home}/surveys")["items"]
    assert (put_in["answers"], put_in["adaptations"]) == ({"stairlift": True}, [LIFT["adaptation"]])
    assert (taken["kind"], taken["takes_back"], taken["answers"]) == ("taken_back", 2, {})


def test_the_category_follows_equipment_that_was_a_mistake(options):
    """By way of works that raise the category: they are noted as any equipment is."""
    home = entered(options, BATH)
    before = known(options, home)
    room = fitted(options, home, adaptation="wet_room")
    assert known(options, home)["category"] == "A" != before["category"]
    corrected(options, room)
    assert known(options, home) == before


def test_what_was_put_into_one_home_is_no_design_of_the_others(options):
    """So that a copy of before has nothing of it when it is taken back."""
    home, other = entered(options, BATH), registered(options, survey={"bedrooms": 2})["id"]
    same = f"{home}/identical-homes", {"homes": [other]}
    posted(options, *same)
    by_design = known(options, f"/v1/homes/{other}")
    fitted(options, home, adaptation="wet_room")
    posted(options, *same)
    assert known(options, f"/v1/homes/{other}") == by_design
    assert by_design["survey"]["bathroom"]["level_access_shower"] is False


def test_equipment_that_was_not_taken_out_stands_again_and_can_be_taken_out(
    platform, options, home
):
    lift = fitted(options, home)
    with_lift = known(options, home)
    place = f"/v1/equipment/{lift['id']}/recovery"
    posted(options, place, TAKEN_OUT)
    assert known(options, home)["survey"]["stairlift"] is False
    again = f"/v1/equipment/{lift['id']}/correction"
    with nothing_changes(platform, "register", "equipment"):
        answer = options.post(again, json=NEVER_THERE)
        assert "last step now is: recovered" in problem(answer, "wrong-state", 409)["detail"]
    after = corrected(options, lift, "recovered")
    assert (after["recovered_on"], after["recovered_to"], after["taken_back"]) == (None,) * 3
    [noted] = after["recoveries_taken_back"]
    assert (noted["recovered_on"], noted["recovered_to"]) == ("2026-04-10", "Store")
    assert noted["because"] == WRONG["reason"]
    with nothing_changes(platform, "register", "equipment"):
        answer = options.post(again, json=WRONG | {"step": "recovered"})
        assert "last step now is: installed" in problem(answer, "wrong-state", 409)["detail"]
    assert known(options, home) == with_lift
    assert posted(options, place, TAKEN_OUT | {"to": "Scrapped"})["recovered_to"] == "Scrapped"


def test_what_was_never_put_in_is_neither_taken_out_nor_taken_back_again(options, home):
    lift = fitted(options, home)
    corrected(options, lift)
    for step, body in (("recovery", TAKEN_OUT), ("correction", NEVER_THERE)):
        answer = options.post(f"/v1/equipment/{lift['id']}/{step}", json=body)
        assert "taken back" in problem(answer, "wrong-state", 409)["detail"]


def test_a_lift_that_was_noted_twice_is_there_whichever_of_the_two_is_taken_back(options, home):
    """The second changed nothing when it came in, as the first was there."""
    first, second = (fitted(options, home) for _ in range(2))
    corrected(options, first)
    assert known(options, home)["survey"]["stairlift"] is True
    corrected(options, second)
    assert "stairlift" not in known(options, home)["survey"]


def test_what_was_surveyed_since_stays(platform, options, home):
    lift = fitted(options, home)
    platform.now += dt.timedelta(days=1)
    taken = {"surveyed_on": "2026-04-11", "answers": {"stairlift": True}}
    posted(options, f"{home}/surveys", taken)
    surveyed = known(options, home)
    corrected(options, lift)
    assert known(options, home) == surveyed


def test_equipment_of_before_whose_change_was_not_kept_is_put_right_by_a_survey(
    platform, options, home
):
    lift = fitted(options, home)
    mine = uuid.UUID(lift["id"])
    platform.sql("UPDATE register.equipment SET installed_by = NULL WHERE id = $1", mine)
    with nothing_changes(platform, "register", "equipment"):
        answer = options.post(f"/v1/equipment/{lift['id']}/correction", json=NEVER_THERE)
        assert "survey the home" in problem(answer, "wrong-state", 409)["detail"]
