"""Adverts: the category is mandatory, bids and nominations in, decisions and refusals out."""

import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.platform.answers import problem
from tests.platform.lists import read_on
from tests.platform.running import GLOUCESTER, STROUD, Sql
from tests.register.homes import ABSENT
from tests.register.service import NOW, PROVIDER, day, enter, household

ADVERT = {"available_from": day(0), "closes_on": day(7)}
GOLD = {"band": "gold", "band_date": "2026-04-01"}
CANNOCK_CHASE = "E07000192"
WRONG = {"reason": "Of the house next door"}
BRONZE = {"band": "bronze", "band_date": "2026-04-01"}
pytestmark = pytest.mark.usefixtures("in_june")


def advertised(client, home, **changes):
    answer = client.post(f"/v1/homes/{home}/adverts", json=ADVERT | changes)
    assert answer.status_code == 201, answer.text
    return answer.json()


def bid(client, advert, case_id, body=GOLD):
    answer = client.put(f"/v1/adverts/{advert['id']}/bids/{case_id}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def decide(client, advert, case_id, decision, **changes):
    place = f"/v1/adverts/{advert['id']}/bids/{case_id}/outcome"
    return client.post(place, json={"decision": decision} | changes)


def shortlist(client, advert):
    return client.get(f"/v1/adverts/{advert['id']}/shortlist").json()["items"]


def later(platform, days):
    platform.now = NOW.replace(day=1 + days)


# The access category is mandatory


def test_a_home_is_advertised_with_its_category_and_every_domain(options):
    home = enter(options, {"hall.turning_width": 1100})
    advert = advertised(options, home)
    assert advert["category"] == options.get(f"/v1/homes/{home}").json()["category"]
    domains = {p["domain"]: p for p in advert["particulars"]}
    assert len(domains) == 14
    assert domains["corridors"]["category"] == advert["category"]
    assert domains["kitchen"] == {"domain": "kitchen", "category": "A", "verify": False}
    assert "band" not in advert


@pytest.mark.parametrize(
    ("lacks", "pointers"),
    [("kitchen.turning", ["/survey/kitchen/turning"]), ("entry_level", [])],
)
def test_a_provisional_category_or_none_at_all_cannot_be_advertised(options, lacks, pointers):
    home = enter(options, {lacks: ABSENT})
    answer = options.post(f"/v1/homes/{home}/adverts", json=ADVERT)
    problem(answer, "not-advertisable", 409, *pointers)


def test_a_home_is_on_offer_once_at_a_time(options):
    home = enter(options)
    advert = advertised(options, home)
    problem(options.post(f"/v1/homes/{home}/adverts", json=ADVERT), "wrong-state", 409)
    place = f"/v1/adverts/{advert['id']}/withdrawal"
    withdrawn = options.post(place, json=WRONG).json()
    assert (withdrawn["state"], withdrawn["closed_on"]) == ("withdrawn", day(0))
    assert withdrawn["withdrawn_because"] == WRONG["reason"]
    problem(options.post(place, json=WRONG), "wrong-state", 409)
    advertised(options, home)


def test_a_provider_advertises_its_own_homes_and_sees_no_household(platform, options):
    home = enter(options)
    mine = platform.client("register", "housing_provider", dfg_provider=PROVIDER)
    another = platform.client("register", "housing_provider", dfg_provider="another")
    problem(another.post(f"/v1/homes/{home}/adverts", json=ADVERT), "not-found", 404)
    advert = advertised(mine, home)
    bid(options, advert, household(platform))
    assert shortlist(mine, advert) == []
    assert len(shortlist(options, advert)) == 1


def changes(client, cursor=None, **wanted):
    """What changed after the cursor, and the cursor from which to go on."""
    return read_on(client, "/v1/adverts", cursor, **wanted)


def test_the_lettings_system_takes_over_every_change_page_by_page(options):
    _, cursor = changes(options)
    adverts = [advertised(options, enter(options)) for _ in range(3)]
    seen, cursor = changes(options, cursor, limit=2)
    assert seen == adverts
    options.post(f"/v1/adverts/{adverts[0]['id']}/withdrawal", json=WRONG)
    seen, cursor = changes(options, cursor)
    assert [(a["id"], a["state"]) for a in seen] == [(adverts[0]["id"], "withdrawn")]
    assert changes(options, cursor)[0] == []
    assert {a["state"] for a in changes(options, state="open")[0]} == {"open"}


# The lettings system


def test_no_change_is_numbered_before_one_that_commits_earlier(platform, options):
    """The lettings system goes on after the last one: what commits late may not stand before it."""
    home, under_way = enter(options), Sql(platform.superuser_url)
    _, cursor = changes(options)
    under_way.run("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('adverts', 0))")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(advertised, options, home)
        time.sleep(0.5)
        assert not waiting.done()
        assert changes(options, cursor)[0] == []
        under_way.run("COMMIT")
        advert = waiting.result()
    under_way.close()
    assert changes(options, cursor)[0] == [advert]


@pytest.fixture
def lettings(platform):
    return platform.client("register", "lettings_system")


def test_the_lettings_system_follows_adverts_and_sends_bids_and_outcomes(
    platform, options, lettings
):
    _, cursor = changes(lettings)
    advert = advertised(options, enter(options))
    seen, cursor = changes(lettings, cursor)
    assert seen == [advert]
    assert lettings.get(f"/v1/adverts/{advert['id']}").json() == advert
    bidder, nominee = household(platform), household(platform)
    bid(lettings, advert, bidder)
    bid(lettings, advert, nominee, GOLD | {"kind": "nomination"})
    assert decide(lettings, advert, bidder, "passed_over").status_code == 200
    assert decide(lettings, advert, nominee, "let").status_code == 200
    assert [(a["id"], a["state"]) for a in changes(lettings, cursor)[0]] == [(advert["id"], "let")]


def test_the_lettings_system_may_do_nothing_else(platform, options, lettings):
    """What a household needs, and what a home is in every detail, stays with officers."""
    home = enter(options)
    advert, case_id = advertised(options, home), household(platform)
    for place in (
        f"/v1/adverts/{advert['id']}/shortlist",
        f"/v1/cases/{case_id}/need",
        f"/v1/cases/{case_id}/matches",
        f"/v1/cases/{case_id}/alternatives",
        f"/v1/cases/{case_id}/relocations",
        f"/v1/homes/{home}",
        f"/v1/homes/{home}/matches",
        f"/v1/nomination-holds?on={day(0)}",
        f"/v1/refusals?since={day(0)}&until={day(0)}",
    ):
        problem(lettings.get(place), "scope-missing", 403)
    for place, body in (
        (f"/v1/adverts/{advert['id']}/withdrawal", WRONG),
        (f"/v1/homes/{home}/adverts", ADVERT),
        (f"/v1/homes/{home}/occupancy", {"occupancy": "occupied"}),
        (f"/v1/homes/{home}/nomination-rights", RIGHT),
        (f"/v1/cases/{case_id}/relocations", {"home_id": home}),
    ):
        problem(lettings.post(place, json=body), "scope-missing", 403)


def test_the_lettings_system_sends_no_bid_for_a_district_that_does_not_share_it(
    platform, options, lettings
):
    advert = advertised(options, enter(options))
    case_id = household(platform, district=CANNOCK_CHASE)
    place = f"/v1/adverts/{advert['id']}/bids/{case_id}"
    problem(lettings.put(place, json=GOLD), "not-found", 404)
    assert options.put(place, json=GOLD).status_code == 200


# Bids and nominations


def test_every_bid_has_its_place_and_its_reasons_and_none_is_put_aside(platform, options):
    """The band says who comes first among those whom the home suits; an officer decides."""
    advert = advertised(options, enter(options))
    suited = household(platform)
    longer = household(platform)
    too_many = household(platform, bedrooms=4)
    bid(options, advert, too_many, {"band": "emergency", "band_date": "2026-01-01"})
    bid(options, advert, suited, BRONZE)
    bid(options, advert, longer, GOLD)
    placed = shortlist(options, advert)
    assert [(p["bid"]["case_id"], p["verdict"]) for p in placed] == [
        (str(longer), "suitable"),
        (str(suited), "suitable"),
        (str(too_many), "unsuitable"),
    ]
    unmet = [f["domain"] for f in placed[2]["findings"] if f["status"] == "unmet"]
    assert unmet == ["bedroom"]
    assert placed[2]["bid"]["decision"] is None


def test_a_bid_that_is_sent_again_changes_its_band_and_makes_no_second(platform, options):
    advert, case_id = advertised(options, enter(options)), household(platform)
    bid(options, advert, case_id, BRONZE)
    assert bid(options, advert, case_id, GOLD)["band"] == "gold"
    assert [p["bid"]["band"] for p in shortlist(options, advert)] == ["gold"]


def test_bids_end_with_the_advert_and_nominations_with_the_letting(platform, options):
    advert, case_id = advertised(options, enter(options)), household(platform)
    later(platform, 8)
    answer = options.put(f"/v1/adverts/{advert['id']}/bids/{case_id}", json=GOLD)
    problem(answer, "wrong-state", 409)
    assert bid(options, advert, case_id, GOLD | {"kind": "nomination"})["kind"] == "nomination"


def test_a_household_bids_for_itself_out_of_its_district_too(platform, options):
    advert = advertised(options, enter(options, district=STROUD))
    case_id = household(platform)
    gloucester = {"dfg_read": [GLOUCESTER], "dfg_write": [GLOUCESTER]}
    own = platform.client("register", "housing_options", **gloucester)
    assert bid(own, advert, case_id)["district"] == GLOUCESTER
    theirs = platform.client("register", "housing_options", dfg_read=[STROUD], dfg_write=[STROUD])
    assert shortlist(theirs, advert) == []
    problem(theirs.put(f"/v1/adverts/{advert['id']}/bids/{case_id}", json=GOLD), "not-found", 404)


def test_nobody_bids_who_was_not_assessed_or_on_nothing(platform, options):
    advert = advertised(options, enter(options))
    nobody, nothing = uuid.uuid4(), uuid.uuid4()
    problem(options.put(f"/v1/adverts/{advert['id']}/bids/{nobody}", json=GOLD), "not-found", 404)
    case_id = household(platform)
    problem(options.put(f"/v1/adverts/{nothing}/bids/{case_id}", json=GOLD), "not-found", 404)


# Decisions


def test_a_home_is_let_once_and_the_decision_stands(platform, options):
    advert = advertised(options, enter(options))
    first, second = household(platform), household(platform)
    for case_id in (first, second):
        bid(options, advert, case_id)
    assert decide(options, advert, first, "let").json()["decision"] == "let"
    assert options.get(f"/v1/adverts/{advert['id']}").json()["state"] == "let"
    problem(decide(options, advert, second, "let"), "wrong-state", 409)
    problem(decide(options, advert, first, "passed_over"), "wrong-state", 409)
    assert decide(options, advert, second, "passed_over").status_code == 200
    answer = options.put(f"/v1/adverts/{advert['id']}/bids/{first}", json=GOLD)
    problem(answer, "wrong-state", 409)


def test_refusals_by_domain_are_the_evidence_for_what_the_stock_lacks(platform, options):
    platform.sql("UPDATE register.bids SET refused_by = NULL")
    advert = advertised(options, enter(options, {"hall.turning_width": 1100}))
    for domains in (["bathroom", "corridors"], ["bathroom"]):
        case_id = household(platform)
        bid(options, advert, case_id)
        answer = decide(
            options, advert, case_id, "refused", refused_by="household", domains=domains
        )
        assert answer.status_code == 200, answer.text
    found = options.get("/v1/refusals", params={"since": day(0), "until": day(0)}).json()["items"]
    ours = [f for f in found if f["category"] == advert["category"]]
    assert [(f["domain"], f["by"], f["times"], f["district"]) for f in ours] == [
        ("bathroom", "household", 2, GLOUCESTER),
        ("corridors", "household", 1, GLOUCESTER),
    ]
    before = options.get("/v1/refusals", params={"since": day(-9), "until": day(-1)})
    assert before.json()["items"] == []


@pytest.mark.parametrize(
    ("outcome", "pointer"),
    [
        ({"decision": "refused", "domains": ["bathroom"]}, "/refused_by"),
        ({"decision": "refused", "refused_by": "landlord"}, "/domains"),
        ({"decision": "refused", "refused_by": "landlord", "domains": ["moat"]}, "/domains/0"),
        ({"decision": "let", "domains": ["bathroom"]}, "/domains"),
    ],
)
def test_a_refusal_is_somebodys_and_names_domains(platform, options, outcome, pointer):
    advert, case_id = advertised(options, enter(options)), household(platform)
    bid(options, advert, case_id)
    answer = decide(options, advert, case_id, **outcome)
    problem(answer, "invalid-input", 422, pointer)


def test_two_officers_do_not_decide_past_each_other(platform, options):
    advert, case_id = advertised(options, enter(options)), household(platform)
    bid(options, advert, case_id)
    bid(options, advert, case_id, BRONZE)
    place = f"/v1/adverts/{advert['id']}/bids/{case_id}/outcome"
    stale = options.post(place, json={"decision": "let"}, headers={"if-match": '"1"'})
    problem(stale, "stale-etag", 412)
    assert options.get(f"/v1/adverts/{advert['id']}").json()["state"] == "open"


# Nomination rights


RIGHT = {"approved_on": "2025-06-01", "period_ends_on": "2026-06-15"}


def vacated(platform, home, *days):
    platform.sql(
        "UPDATE register.homes SET vacated_on = $1::jsonb WHERE id = $2",
        json.dumps(list(days)),
        uuid.UUID(home),
    )


def aided(options, **changes):
    """A home that was adapted with a grant to its landlord."""
    home = enter(options)
    answer = options.post(f"/v1/homes/{home}/nomination-rights", json=RIGHT | changes)
    assert answer.status_code == 201, answer.text
    return home


def test_for_four_weeks_a_landlord_aided_home_goes_to_the_authoritys_nominee(platform, options):
    """General Consent 1996, additional condition 4; guidance B127."""
    advert = advertised(options, aided(options), available_from=day(-7), closes_on=day(29))
    assert advert["held_before"] == day(21)
    bidder, nominee = household(platform), household(platform)
    bid(options, advert, bidder)
    bid(options, advert, nominee, GOLD | {"kind": "nomination"})
    later(platform, 20)
    answer = decide(options, advert, bidder, "let")
    assert day(21) in problem(answer, "wrong-state", 409)["detail"]
    assert decide(options, advert, nominee, "let").status_code == 200


def test_after_the_four_weeks_anybody_may_have_the_home(platform, options):
    advert = advertised(options, aided(options), available_from=day(-7), closes_on=day(29))
    case_id = household(platform)
    bid(options, advert, case_id)
    later(platform, 21)
    assert decide(options, advert, case_id, "let").status_code == 200


def test_the_right_holds_at_every_vacancy_within_the_period(platform, options):
    home = aided(options)
    vacated(platform, home, "2025-03-01", "2025-09-01", "2026-05-20", "2026-06-16")
    found = options.get(f"/v1/homes/{home}/nomination-rights").json()
    assert [right.items() >= RIGHT.items() for right in found["rights"]] == [True]
    assert [(h["begins_on"], h["ends_before"]) for h in found["holds"]] == [
        ("2025-06-01", "2025-06-29"),
        ("2025-09-01", "2025-09-29"),
        ("2026-05-20", "2026-06-17"),
    ]


def test_a_right_that_was_recorded_by_mistake_holds_no_vacancy(options):
    """It stays to be read, with the reason; another that stands holds as before."""
    home = aided(options)
    place = f"/v1/homes/{home}/nomination-rights"
    [right] = options.get(place).json()["rights"]
    correction = f"/v1/nomination-rights/{right['id']}/correction"
    taken = options.post(correction, json=WRONG)
    assert taken.status_code == 200, taken.text
    assert taken.json()["taken_back"]["because"] == WRONG["reason"]
    found = options.get(place).json()
    assert (len(found["rights"]), found["holds"]) == (1, [])
    assert home not in str(options.get(f"/v1/nomination-holds?on={day(0)}").json())
    problem(options.post(correction, json=WRONG), "wrong-state", 409)
    assert advertised(options, home, available_from=day(0))["held_before"] is None
    assert options.post(place, json=RIGHT).status_code == 201


def test_after_the_period_a_vacancy_is_the_landlords(options):
    advert = advertised(
        options, aided(options, period_ends_on=day(13)), available_from=day(14), closes_on=day(29)
    )
    assert advert["held_before"] is None


def test_officers_see_which_empty_homes_wait_for_a_nomination(platform, options):
    soon, late, lived_in = (aided(options) for _ in range(3))
    vacated(platform, soon, "2026-05-10")
    vacated(platform, late, "2025-01-01", "2026-05-20")
    vacated(platform, lived_in, "2026-05-20")
    options.post(f"/v1/homes/{lived_in}/occupancy", json={"occupancy": "occupied"})

    def held(on):
        found = options.get("/v1/nomination-holds", params={"on": on}).json()["items"]
        return [h["home_id"] for h in found if h["home_id"] in {soon, late, lived_in}]

    assert held("2026-06-06") == [soon, late]
    assert held("2026-06-07") == [late]
    assert held("2026-06-17") == []


def test_a_vacancy_on_the_last_day_of_the_period_has_its_four_weeks_after_it(platform, options):
    home = aided(options)
    vacated(platform, home, RIGHT["period_ends_on"])
    for on, waits in (("2026-07-12", True), ("2026-07-13", False)):
        found = options.get("/v1/nomination-holds", params={"on": on}).json()["items"]
        assert (home in [h["home_id"] for h in found]) == waits


def test_a_right_begins_by_today_and_before_it_ends(options):
    home = enter(options)
    place = f"/v1/homes/{home}/nomination-rights"
    for wrong in ({"approved_on": day(1)}, {"period_ends_on": "2025-05-31"}):
        problem(options.post(place, json=RIGHT | wrong), "invalid-input", 422, "/approved_on")
