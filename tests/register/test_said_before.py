"""What was said of a home or a household before stays to be read, with who changed it and why."""

import pytest

from tests.platform.answers import problem
from tests.register.service import enter, household, registered

pytestmark = pytest.mark.usefixtures("a_day_with_prices")


def before(client, place):
    answer = client.get(f"{place}/history")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def put(client, place, body):
    answer = client.put(place, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def home(options):
    return f"/v1/homes/{registered(options)['id']}"


@pytest.mark.parametrize(
    ("what", "first", "then"),
    [
        ("consent", {"consents_to_adaptation": False}, {"consents_to_adaptation": None}),
        ("block", {"block": "Priory Court"}, {"block": "Abbey Court"}),
    ],
)
def test_what_a_landlord_said_before_stays_with_the_reason(options, home, what, first, then):
    put(options, f"{home}/{what}", first)
    put(options, f"{home}/{what}", {**then, "reason": "Noted of another home"})
    unsaid, mistaken = before(options, home)
    assert (unsaid["was"] | first, unsaid["reason"]) == (mistaken["was"], None)
    assert mistaken["was"] | first == mistaken["was"]
    assert mistaken["reason"] == "Noted of another home"
    assert mistaken["changed_by"]
    assert mistaken["changed_at"].startswith("2026-04-10")


def test_since_when_somebody_lives_there_is_kept(options, home):
    body = {"occupancy": "occupied", "reason": "The keys were handed over"}
    assert options.post(f"{home}/occupancy", json=body).status_code == 200
    [entry] = before(options, home)
    assert (entry["was"]["occupancy"], entry["reason"]) == ("empty", "The keys were handed over")


def test_a_category_by_hand_stays_when_another_takes_its_place_or_it_is_withdrawn(options, home):
    for category in ("C", "D"):
        put(options, f"{home}/category", {"category": category, "reason": f"It is a {category}"})
    options.post(f"{home}/category/withdrawal", json={"reason": "Of another home"})
    by_rules, first, second = before(options, home)
    assert by_rules["was"]["override"] is None
    assert (first["was"]["override"]["category"], first["reason"]) == ("C", "It is a D")
    assert second["was"]["override"]["reason"] == "It is a D"
    assert second["reason"] == "Of another home"


def test_what_changes_nothing_is_not_in_the_history(options, home):
    put(options, f"{home}/block", {"block": None})
    withdrawn = options.post(f"{home}/category/withdrawal", json={"reason": "None is set"})
    problem(withdrawn, "wrong-state", 409)
    assert before(options, home) == []


def test_a_landlord_changes_and_reads_their_own(platform, options, home):
    provider = platform.client("register", "housing_provider")
    put(provider, f"{home}/consent", {"consents_to_adaptation": False})
    assert len(before(provider, home)) == 1


def test_what_housing_options_had_said_stays_with_the_reason(platform, options):
    need = f"/v1/cases/{household(platform)}/need"
    put(options, need, {"band": "gold", "band_date": "2026-03-01", "tenures": ["council"]})
    put(options, need, {"band": "silver", "band_date": "2026-03-01", "reason": "Read wrongly"})
    unsaid, mistaken = before(options, need)
    assert (unsaid["was"]["completion"]["band"], unsaid["reason"]) == (None, None)
    assert mistaken["was"]["completion"]["band"] == "gold"
    assert mistaken["was"]["completion"]["tenures"] == ["council"]
    assert mistaken["reason"] == "Read wrongly"


def test_the_home_in_which_a_household_was_said_to_live_is_kept(platform, options):
    case = f"/v1/cases/{household(platform)}"
    homes = [enter(options) for _ in range(2)]
    for home in homes:
        body = {"home_id": home, "reason": "Another flat"}
        assert options.post(f"{case}/home", json=body).status_code == 200
    [nowhere, first] = before(options, f"{case}/need")
    assert (nowhere["was"]["home_id"], first["was"]["home_id"]) == (None, homes[0])
    assert first["reason"] == "Another flat"
