"""Matching over HTTP: homes for a household, households for a home, several homes at once."""

import datetime as dt
import itertools
import uuid

import pytest
from pydantic import ValidationError

from services.register.data import ranking
from services.register.domain.fitting import home_facts
from services.register.domain.home import Home
from services.register.domain.matching import match
from services.register.domain.needs import Need
from services.register.domain.policy import Ranking
from services.register.domain.ranking import Candidate, rank
from services.register.in_force import ordering
from services.register.in_force.fitness import rules_on
from services.register.matching import queries
from shared.contracts.codes import AccessCategory, Purpose
from shared.contracts.referral import AccessNeed, ReferralAssessed
from shared.policies import load
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, STROUD, Sql
from tests.register.service import UPRNS, registered

QUIET = "E07000079"
"""A district where no household of another file's tests would live."""
DAY = dt.date(2026, 4, 10)
SIZES = itertools.count(9)
"""Bedrooms that no home of another test has, so that a test sees its own homes come first."""
pytestmark = pytest.mark.usefixtures("a_day_with_prices")


@pytest.fixture
def size():
    return next(SIZES)


def enter(client, size, changes=None, **said):
    """A home of that size; its id."""
    return registered(client, {"bedrooms": size, "bed_spaces": 3} | (changes or {}), **said)["id"]


def household(platform, size, category=AccessCategory.A, district=GLOUCESTER, people=2, **need):
    case_id = uuid.uuid4()
    asked = {"category": category, "bedrooms": size, "household_size": people}
    event = ReferralAssessed(
        case_id=case_id,
        district=district,
        assessed_on=DAY,
        needs=(Purpose.BATH_OR_SHOWER,),
        recommended_works=(),
        access_need=AccessNeed(**asked | {"areas": (GLOUCESTER,)} | need),
    )
    platform.tell("register", event)
    return str(case_id)


def homes_for(client, case_id, among="empty"):
    answer = client.get(f"/v1/cases/{case_id}/matches", params={"among": among})
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def ids(items):
    return [item["home"]["id"] for item in items]


def households_for(client, home_id):
    answer = client.get(f"/v1/homes/{home_id}/matches")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_homes_come_in_the_order_of_their_verdict_with_reasons_by_domain(platform, options, size):
    adaptable = enter(options, size, {"bathroom.level_access_shower": False})
    suitable = enter(options, size)
    case_id = household(platform, size)
    found = homes_for(options, case_id)
    assert ids(found)[:2] == [suitable, adaptable]
    first, second = (item["match"] for item in found[:2])
    assert first["verdict"] == "suitable"
    assert second["adaptations"] == ["wet_room"]
    [reason] = [f for f in second["findings"] if f["status"] == "adaptable"]
    assert (reason["domain"], reason["adaptation"]) == ("bathroom", "wet_room")


def test_a_change_to_a_home_is_seen_at_once(platform, options, size):
    home, case_id = enter(options, size), household(platform, size)
    assert ids(homes_for(options, case_id))[0] == home
    later = enter(options, size)
    assert set(ids(homes_for(options, case_id))[:2]) == {home, later}
    options.post(f"/v1/homes/{home}/occupancy", json={"occupancy": "occupied"})
    assert ids(homes_for(options, case_id))[0] == later
    assert home not in ids(homes_for(options, case_id))
    assert home in ids(homes_for(options, case_id, "all"))


COPIED = """
INSERT INTO register.homes (id, uprn, version, district, provider_id, occupancy, vacated_on,
    consents_to_adaptation, survey, sources, category, categorisation, fitness, fitness_by)
SELECT $2, $3, version, district, provider_id, occupancy, vacated_on, consents_to_adaptation,
    survey, sources, category, categorisation, fitness, fitness_by
FROM register.homes WHERE id = $1 RETURNING id
"""


def test_a_home_that_commits_late_is_not_missed(platform, options, size):
    """What began before the last look and ended after it: the copy in memory has read beyond it."""
    home, case_id = enter(options, size), household(platform, size)
    late = Sql(platform.superuser_url)
    late.run("BEGIN")
    [row] = late(COPIED, uuid.UUID(home), uuid.uuid4(), str(next(UPRNS)))
    between = enter(options, size)
    assert set(ids(homes_for(options, case_id))[:2]) == {home, between}
    late.run("COMMIT")
    late.close()
    assert set(ids(homes_for(options, case_id))[:3]) == {home, between, str(row["id"])}


def test_homes_that_were_often_re_let_are_found_before_they_are_empty(platform, options, size):
    home, case_id = enter(options, size, occupancy="occupied"), household(platform, size)
    for occupancy in ("empty", "occupied", "empty"):
        assert home not in ids(homes_for(options, case_id, "often_relet"))
        options.post(f"/v1/homes/{home}/occupancy", json={"occupancy": occupancy})
    options.post(f"/v1/homes/{home}/occupancy", json={"occupancy": "occupied"})
    assert home not in ids(homes_for(options, case_id))
    assert ids(homes_for(options, case_id, "often_relet"))[0] == home


def test_the_shortlist_is_the_plain_one(platform, options, size):
    """Equal to every home matched one by one, whatever else the register holds."""
    platform.rest()  # a file that another test sent may still bring homes
    for steps in (0, 1, 3):
        enter(options, size, {"property_entrance.steps": steps, "bed_spaces": 2 + steps % 2})
    case_id = household(platform, size, AccessCategory.C)
    answer = options.get(f"/v1/cases/{case_id}/matches", params={"among": "all"}).json()
    need, rules = Need.model_validate(answer["need"]), rules_on(DAY)
    rows = platform.sql(
        "SELECT id::text, district, survey::text, consents_to_adaptation FROM register.homes"
    )
    candidates = []
    for home_id, district, survey, consents in rows:
        home = Home.model_validate_json(survey)
        facts = home_facts(home_id, district, home, rules.policy.rule_set, consents=consents)
        candidates.append(Candidate(match(need, facts, rules.policy), need))
    plain = [c.match.model_dump(mode="json") for c in rank(candidates, ranking())[:20]]
    assert [item["match"] for item in answer["items"]] == plain
    assert answer["homes_considered"] == len(rows)


def choose_order(monkeypatch, *keys):
    """Every district's policy chooses this order for its shortlists."""

    class Chosen:
        def __init__(self, district, on):
            self._policy = load(district, on)

        def section(self, name, model):
            chosen = Ranking(keys=keys, clause="Forum minute 7")
            return self._policy.section(name, model).model_copy(update={"ranking": chosen})

    monkeypatch.setattr(ordering, "load", Chosen)


def test_a_district_may_choose_the_order_of_its_shortlists(platform, options, size, monkeypatch):
    """Here that no bedroom is left over comes before what is to be done to the home."""
    without_shower = {"bathroom.level_access_shower": False}
    just_enough = enter(options, size, without_shower, district=QUIET)
    roomier = enter(options, size, {"bedrooms": size + 1}, district=QUIET)
    case_id = household(platform, size, areas=(QUIET,))

    assert ids(homes_for(options, case_id))[0] == roomier
    choose_order(monkeypatch, "spare_bedrooms", "verdict")
    assert ids(homes_for(options, case_id))[0] == just_enough


def test_a_home_is_offered_in_the_order_of_its_district(platform, options, size, monkeypatch):
    home = enter(options, size, district=QUIET)
    needs_it = household(platform, size, areas=(QUIET,))
    fits_closely = household(platform, size, AccessCategory.C, people=3, areas=(QUIET,))
    smaller = household(platform, size - 1, areas=(QUIET,))
    mine = {needs_it, fits_closely, smaller}

    def order():
        return [i["case_id"] for i in households_for(options, home) if i["case_id"] in mine]

    assert order() == [needs_it, smaller, fits_closely]
    choose_order(monkeypatch, "verdict", "spare_bedrooms", "waste")
    assert order() == [needs_it, fits_closely, smaller]


def test_a_key_that_no_shortlist_can_be_ordered_by_is_refused():
    with pytest.raises(ValidationError, match=r"keys\.0"):
        Ranking(keys=("postcode",), clause="Forum minute 7")


def test_households_that_a_home_suits_are_ranked_with_reasons(platform, options, size, monkeypatch):
    monkeypatch.setattr(queries, "SHORTLIST", 1000)  # other tests' households suit the home too
    home = enter(options, size, district=QUIET)
    waits_for_less = household(platform, size, AccessCategory.C, areas=(QUIET,))
    needs_it = household(platform, size, areas=(QUIET,))
    too_many = household(platform, size, people=4, areas=(QUIET,))
    mine = {needs_it, waits_for_less, too_many}
    found = [item for item in households_for(options, home) if item["case_id"] in mine]
    assert [item["case_id"] for item in found] == [needs_it, waits_for_less, too_many]
    assert [item["match"]["waste"] for item in found] == [0, 2, 0]
    assert found[2]["match"]["verdict"] == "unsuitable"


def test_a_team_is_told_of_the_households_of_its_own_districts_only(platform, options, size):
    """What is kept in memory for one reach is never told to another."""
    home = enter(options, size, district=QUIET)
    ours = household(platform, size, areas=(QUIET,))
    theirs = household(platform, size, district=STROUD, areas=(QUIET,))
    both = {item["case_id"] for item in households_for(options, home)}
    assert {ours, theirs} <= both
    district = platform.client("register", "gloucester_grant_officer")
    told = {item["case_id"] for item in households_for(district, home)}
    assert ours in told
    assert theirs not in told
    problem(district.get(f"/v1/cases/{theirs}/matches"), "not-found", 404)
    provider = platform.client("register", "housing_provider")
    assert households_for(provider, home) == []


def test_a_need_that_lapsed_is_matched_no_more(platform, options, size):
    home, case_id = enter(options, size, district=QUIET), household(platform, size, areas=(QUIET,))
    assert next(i["case_id"] for i in households_for(options, home)) == case_id
    body = {"valid_until": "2026-04-10"}
    assert options.put(f"/v1/cases/{case_id}/need", json=body).status_code == 200
    platform.now = dt.datetime(2026, 4, 11, 12, tzinfo=dt.UTC)
    assert case_id not in [i["case_id"] for i in households_for(options, home)]
    problem(options.get(f"/v1/cases/{case_id}/matches"), "wrong-state", 409)


def test_several_empty_homes_are_assigned_so_that_most_need_is_met(platform, options, size):
    """The home that suits both goes to the household that only it suits."""
    better = enter(options, size, district=QUIET)
    narrow = {"hall.turning_width": 850, "separate_wc": None}
    lesser = enter(options, size, narrow, district=QUIET)
    undemanding = household(platform, size, AccessCategory.F, areas=(QUIET,))
    demanding = household(platform, size, AccessCategory.A, areas=(QUIET,))
    answer = options.post("/v1/assignments", json={"homes": [better, lesser]})
    assert answer.status_code == 200, answer.text
    placed = {one["case_id"]: one["home_id"] for one in answer.json()["items"]}
    assert placed == {demanding: better, undemanding: lesser}
    assert answer.json()["left_empty"] == []
    nowhere = options.post("/v1/assignments", json={"homes": [better, str(uuid.uuid4())]})
    problem(nowhere, "invalid-input", 422, "/homes/1")
