"""Homes over HTTP: surveys and their history, blocks, a category by hand, search and coverage."""

import datetime as dt
import uuid

import pytest

from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD
from tests.register.homes import LIFT
from tests.register.service import registered

pytestmark = pytest.mark.usefixtures("a_day_with_prices")


@pytest.fixture
def provider(platform):
    return platform.client("register", "housing_provider")


def survey(client, home, basis="surveyed", on="2026-04-09", **changed):
    body = {"surveyed_on": on, "basis": basis, "answers": changed}
    answer = client.post(f"/v1/homes/{home['id']}/surveys", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


NARROW = {"hall": {"turning_width": 800}}


def test_a_survey_changes_what_it_measured_and_nothing_else(options):
    home = registered(options)
    after = survey(options, home, on="2026-04-10", **NARROW)
    assert after["survey"]["hall"] == {"head_on_width": 900, "turning_width": 800}
    assert after["survey"]["kitchen"] == home["survey"]["kitchen"]
    assert (home["category"], after["category"]) == ("A", "E")


def test_a_landlords_claim_does_not_undo_what_was_surveyed(options):
    home = registered(options)
    after = survey(options, home, basis="landlord_claim", on="2026-04-10", **NARROW)
    assert after["survey"] == home["survey"]
    assert after["category"] == "A"


def test_each_answer_tells_where_it_is_from(options):
    home = registered(options, {"kitchen.turning": "(absent)"})
    assert "/kitchen/turning" not in home["sources"]
    after = survey(options, home, basis="landlord_claim", kitchen={"turning": [1500, 1500]})
    assert after["sources"]["/kitchen/turning"] == {"basis": "landlord_claim", "on": "2026-04-09"}
    assert after["sources"]["/hall/turning_width"]["basis"] == "surveyed"


def test_every_survey_is_kept_with_who_took_it_and_what_it_led_to(options):
    home = registered(options)
    survey(options, home, on="2026-04-10", **NARROW)
    first, second = options.get(f"/v1/homes/{home['id']}/surveys").json()["items"]
    assert (first["number"], first["category"]) == (1, "A")
    assert (second["number"], second["category"]) == (2, "E")
    assert second["answers"] == NARROW
    assert second["surveyed_on"] == "2026-04-10"
    assert second["by"]


def test_a_survey_cannot_have_been_taken_tomorrow(platform, options):
    home = registered(options)
    body = {"surveyed_on": "2026-04-11", "answers": {}}
    with nothing_changes(platform, "register", "homes"):
        answer = options.post(f"/v1/homes/{home['id']}/surveys", json=body)
        problem(answer, "invalid-input", 422, "/surveyed_on")


def test_a_category_by_hand_has_its_reason_author_and_date_and_can_be_withdrawn(options):
    home = registered(options)
    place = f"/v1/homes/{home['id']}/category"
    problem(options.put(place, json={"category": "C"}), "invalid-input", 422, "/reason")
    after = options.put(place, json={"category": "C", "reason": "Steep approach"}).json()
    assert after["category"] == "C"
    assert after["categorisation"]["computed_category"] == "A"
    assert after["override"]["reason"] == "Steep approach"
    assert after["override"]["on"] == "2026-04-10"
    assert after["override"]["by"]
    surveyed = survey(options, home, on="2026-04-10", **NARROW)
    assert surveyed["category"] == "C"
    problem(options.post(f"{place}/withdrawal", json={}), "invalid-input", 422, "/reason")
    withdrawal = {"reason": "The approach is level now"}
    assert options.post(f"{place}/withdrawal", json=withdrawal).json()["category"] == "E"
    problem(options.post(f"{place}/withdrawal", json=withdrawal), "wrong-state", 409)


def test_the_building_regulations_category_stands_by_itself(options):
    home = registered(options)
    after = survey(options, home, building_regulations="M4(3)(b)", on="2026-04-10", **NARROW)
    assert (after["building_regulations"], after["category"]) == ("M4(3)(b)", "E")


def test_a_change_is_refused_where_somebody_was_quicker(options):
    home = registered(options)
    place = f"/v1/homes/{home['id']}"
    etag = options.get(place).headers["etag"]
    body = {"consents_to_adaptation": False}
    first = options.put(f"{place}/consent", json=body, headers={"if-match": etag})
    assert first.json()["consents_to_adaptation"] is False
    assert first.headers["etag"] != etag
    again = options.put(f"{place}/consent", json=body, headers={"if-match": etag})
    problem(again, "stale-etag", 412)


def test_a_blocks_communal_parts_are_surveyed_once_for_all_its_homes(options):
    flats = [registered(options, {"entry_level": "upper"}) for _ in range(2)]
    block = f"Court {uuid.uuid4().hex[:6]}"
    for flat in flats:
        options.put(f"/v1/homes/{flat['id']}/block", json={"block": block})
    taken = {"district": GLOUCESTER, "provider_id": "demo-provider", "block": block}
    taken |= {"surveyed_on": "2026-04-10", "answers": {"communal_lifts": 1, "communal_lift": LIFT}}
    changed = options.post("/v1/block-surveys", json=taken).json()["items"]
    assert {h["id"] for h in changed} == {h["id"] for h in flats}
    assert all(h["survey"]["communal_lift"] == LIFT for h in changed)
    private = taken | {"answers": NARROW}
    problem(options.post("/v1/block-surveys", json=private), "invalid-input", 422, "/answers/hall")
    problem(options.post("/v1/block-surveys", json=taken | {"block": "x"}), "not-found", 404)


def test_identical_homes_take_a_survey_over_by_design_and_keep_their_own(options):
    home = registered(options)
    other = registered(options, survey={"hall": {"turning_width": 800}})
    changed = options.post(
        f"/v1/homes/{home['id']}/identical-homes", json={"homes": [other["id"]]}
    ).json()["items"]
    [after] = changed
    assert after["survey"]["hall"] == {"head_on_width": 900, "turning_width": 800}
    assert after["sources"]["/hall/head_on_width"]["basis"] == "design_standard"
    assert after["sources"]["/hall/turning_width"]["basis"] == "surveyed"
    nowhere = {"homes": [str(uuid.uuid4())]}
    answer = options.post(f"/v1/homes/{home['id']}/identical-homes", json=nowhere)
    problem(answer, "invalid-input", 422, "/homes/0")


def test_photographs_and_plans_are_kept_by_reference_and_once(options):
    home = registered(options)
    picture = {"kind": "plan", "reference": "dms:4711", "of": "Ground floor"}
    for _ in range(2):
        after = options.post(f"/v1/homes/{home['id']}/pictures", json=picture).json()
    assert after["pictures"] == [picture | {"made_on": None}]


def test_the_days_on_which_a_home_became_empty_are_kept(platform, options):
    home = registered(options, occupancy="occupied")
    place = f"/v1/homes/{home['id']}/occupancy"
    assert home["vacated_on"] == []
    for day, occupancy in ((11, "empty"), (12, "empty"), (13, "occupied"), (14, "empty")):
        platform.now = dt.datetime(2026, 4, day, 12, tzinfo=dt.UTC)
        after = options.post(place, json={"occupancy": occupancy}).json()
    assert after["vacated_on"] == ["2026-04-11", "2026-04-14"]


def test_homes_are_found_by_what_they_are_page_by_page(options):
    name = f"p-{uuid.uuid4().hex[:8]}"
    homes = [registered(options, provider_id=name) for _ in range(3)]
    narrow = registered(options, {"hall.turning_width": 800}, provider_id=name)
    small = registered(options, {"bedrooms": 1}, provider_id=name, occupancy="occupied")

    def found(**asked):
        answer = options.get("/v1/homes", params={"provider_id": name} | asked)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def ids(**asked):
        return [home["id"] for home in found(**asked)["items"]]

    everything = [home["id"] for home in [*homes, narrow, small]]
    assert ids() == everything
    assert ids(category="E") == [narrow["id"]]
    assert ids(bedrooms=2) == everything[:4]
    assert ids(occupancy="occupied") == [small["id"]]
    assert ids(district=STROUD) == []
    assert ids(uprn=f" 0{narrow['uprn']} ") == [narrow["id"]]
    first = found(limit=3)
    assert [h["id"] for h in first["items"]] == everything[:3]
    second = found(limit=3, cursor=first["next"])
    assert [h["id"] for h in second["items"]] == everything[3:]
    assert second["next"] is None
    answer = options.get("/v1/homes", params={"categorie": "A"})
    assert answer.status_code == 422


def test_it_is_told_how_much_of_its_stock_each_provider_has_categorised(options):
    name = f"p-{uuid.uuid4().hex[:8]}"
    registered(options, provider_id=name)
    registered(options, provider_id=name, survey={"bedrooms": 2})
    told = {p["provider"]: p for p in options.get("/v1/providers").json()["items"]}
    assert told[name] == {"provider": name, "homes": 2, "categorised": 1}


def test_a_provider_changes_its_own_homes_only(platform, options, provider):
    own, other = registered(provider), registered(options, provider_id="another")
    assert survey(provider, own, on="2026-04-10", **NARROW)["category"] == "E"
    body = {"surveyed_on": "2026-04-10", "answers": NARROW}
    with nothing_changes(platform, "register", "homes"):
        answer = provider.post(f"/v1/homes/{other['id']}/surveys", json=body)
        problem(answer, "not-found", 404)
        answer = provider.post(
            f"/v1/homes/{own['id']}/identical-homes", json={"homes": [other["id"]]}
        )
        problem(answer, "invalid-input", 422, "/homes/0")
