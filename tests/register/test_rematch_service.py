"""The county under new rules: the operator's command, and what officers are told of it."""

import asyncio
import datetime as dt
import itertools
import json
import os
import subprocess
import sys
import threading
import uuid

import pytest

from services.register.in_force.fitness import rules_on
from services.register.matching import rematching
from services.register.matching.rematching import match_county, rework_county
from shared.contracts.codes import AccessCategory
from shared.contracts.grants import Closed
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.policies import authorities
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, STROUD, Platform, Sql, new_database, until
from tests.register.homes import answers
from tests.register.service import enter, household

SIZES = itertools.count(15)
"""Bedrooms that no home before had, so that a household is suited by the homes of its test."""
NO_SHOWER = {"bathroom.level_access_shower": False}


@pytest.fixture(scope="module")
def running(postgres):
    """A county of its own, as a run goes over all of it."""
    platform = Platform(postgres.superuser_url, new_database("rematch"))
    yield platform
    platform.stop()


@pytest.fixture(autouse=True)
def _today(platform):
    """The command goes by the real day."""
    platform.now = dt.datetime.now(dt.UTC)


@pytest.fixture
def size():
    return next(SIZES)


def command(platform):
    url = platform.settings("register").database_url
    done = subprocess.run(
        [sys.executable, "-m", "services.register", "rematch"],
        env=os.environ | {"DFG_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def rematch(platform, told=lambda _: None):
    """The same without the command line: what came of the homes, and of the shortlists."""

    async def heard(found):
        told(found)

    async def run():
        url = platform.settings("register").database_url
        database = Database("register", url, pool_size=rematching.AT_ONCE)
        reach = Reach("operator:test", authorities(), authorities())
        try:
            homes = await rework_county(database, reach, heard)
            return homes, await match_county(database, reach, heard)
        finally:
            await database.dispose()

    return asyncio.run(run())


def left_by_other_rules(platform, homes=None):
    """As if the rules had been others when the homes, or all, were last written."""
    wanted = "TRUE" if homes is None else "id = ANY($1::uuid[])"
    platform.sql(
        "UPDATE register.homes SET category = 'G', categorisation = '{}', fitness = NULL,"
        f" fitness_by = 'other', changed = (pg_current_xact_id()::text)::bigint WHERE {wanted}",
        *([] if homes is None else [homes]),
    )


def kept_by_other_rules(platform, case_id, *homes, verdict="verify"):
    """As if the household's shortlists had been of these homes when the rules were others."""
    kept = json.dumps([{"home": home, "verdict": verdict} for home in homes])
    platform.sql(
        "UPDATE register.shortlists SET rules = 'other', homes = $2::text::jsonb WHERE case_id = $1",
        case_id,
        kept,
    )


def homes_now(platform):
    platform.rest()
    return platform.sql(
        "SELECT id, category, categorisation, fitness, fitness_by FROM register.homes ORDER BY id"
    )


def shortlists_now(platform):
    return platform.sql(
        "SELECT case_id, among, rules, matched_on, homes, change, homes_entered, homes_left"
        " FROM register.shortlists ORDER BY case_id, among"
    )


def shortlists(client, **asked):
    """Every page of what an officer is told, by case."""
    return {item["case_id"]: item for item in every(client, "/v1/shortlists", limit=2, **asked)}


def test_new_rules_change_category_and_shortlist_and_a_second_run_changes_nothing(
    platform, options, size
):
    home, other = enter(options, {"bedrooms": size}), enter(options, {"bedrooms": size} | NO_SHOWER)
    case_id = household(platform, bedrooms=size)
    command(platform)
    assert shortlists(options, changed="first")[str(case_id)]["homes"] == [
        {"home": home, "verdict": "suitable"},
        {"home": other, "verdict": "adaptable"},
    ]
    assert str(case_id) in shortlists(options, district=GLOUCESTER)
    assert str(case_id) not in shortlists(options, district=STROUD)
    left_by_other_rules(platform, [home])
    kept_by_other_rules(platform, case_id, other)
    answer = command(platform)
    assert (answer["homes"], answer["recategorised"]) == (1, 1)
    assert answer["shortlists"]["empty"]["better"] == 1
    assert options.get(f"/v1/homes/{home}").json()["category"] == "A"
    told = shortlists(options, changed="better")[str(case_id)]
    assert [one["home"] for one in told["homes"]] == [home, other]
    assert (told["homes_entered"], told["homes_left"]) == ([home], [])
    before = homes_now(platform), shortlists_now(platform)
    nothing = {"empty": {}, "often_relet": {}, "all": {}}
    assert command(platform) == {"homes": 0, "recategorised": 0, "shortlists": nothing}
    assert (homes_now(platform), shortlists_now(platform)) == before


def test_an_officer_who_saw_the_home_before_is_told_that_it_changed(platform, options):
    home = enter(options)
    left_by_other_rules(platform, [home])
    rematch(platform)
    seen = {"if-match": '"1"'}
    late = options.put(
        f"/v1/homes/{home}/consent", json={"consents_to_adaptation": None}, headers=seen
    )
    problem(late, "stale-etag", 412)


def test_each_part_is_audited_with_its_district(platform, options):
    left_by_other_rules(platform, [enter(options), enter(options, district=STROUD)])
    before = platform.sql.one("SELECT max(seq) FROM register.audit")
    rematch(platform)
    audited = platform.sql(
        "SELECT principal, action, district FROM register.audit WHERE seq > $1", before
    )
    parts = {tuple(row) for row in audited if row["action"] == "rework_homes"}
    assert parts == {
        ("operator:test", "rework_homes", district) for district in ("E07000081", STROUD)
    }


def after(parts):
    """Have the run stop once so many parts are kept."""
    left = iter(range(parts))

    def told(_):
        if next(left, None) is None:
            raise RuntimeError

    return told


@pytest.mark.parametrize("parts", [0, 1, 2])
def test_a_run_that_is_stopped_and_started_again_ends_the_same(
    platform, options, monkeypatch, size, parts
):
    """After the first home, after the last one, and among the households."""
    homes = [enter(options, {"bedrooms": size}), enter(options, {"bedrooms": size} | NO_SHOWER)]
    cases = [household(platform, bedrooms=size) for _ in range(2)]
    rematch(platform)
    for case_id in cases:
        kept_by_other_rules(platform, case_id, homes[1])
    left_by_other_rules(platform, homes)
    monkeypatch.setattr(rematching, "AT_ONCE", 1)
    monkeypatch.setattr(rematching, "PART", 1)
    with pytest.raises(ExceptionGroup):
        rematch(platform, after(parts))
    stopped = homes_now(platform), shortlists_now(platform)
    monkeypatch.undo()
    rematch(platform)
    whole = homes_now(platform), shortlists_now(platform)
    assert stopped != whole
    assert [row["category"] for row in whole[0] if str(row["id"]) in homes].count("G") == 0
    better = shortlists(options, changed="better")
    assert {better[str(case_id)]["homes_entered"][0] for case_id in cases} == {homes[0]}
    rematch(platform)
    assert (homes_now(platform), shortlists_now(platform)) == whole


def test_two_runs_at_once_end_as_one(platform, options):
    enter(options)
    household(platform)
    left_by_other_rules(platform)
    runs = [threading.Thread(target=rematch, args=[platform]) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    before = homes_now(platform), shortlists_now(platform)
    assert {row["fitness_by"] for row in before[0]} == {rules_on(platform.now.date()).fingerprint}
    homes, changed = rematch(platform)
    assert (homes.total(), changed.total()) == (0, 0)
    assert (homes_now(platform), shortlists_now(platform)) == before


def test_a_home_surveyed_in_the_middle_keeps_its_new_facts(platform, options):
    """Whoever has it locked is waited for, and it is worked out as they leave it."""
    home = enter(options)
    left_by_other_rules(platform, [home])
    somebody = Sql(platform.superuser_url)
    somebody("BEGIN")
    somebody(
        "UPDATE register.homes SET survey = survey || $2::text::jsonb WHERE id = $1",
        uuid.UUID(home),
        json.dumps({"bathroom": {"level_access_shower": False}}),
    )
    run = threading.Thread(target=rematch, args=[platform])
    run.start()
    until(lambda: platform.sql.one(_WAITING))
    somebody("COMMIT")
    run.join()
    somebody.close()
    shown = options.get(f"/v1/homes/{home}").json()
    assert shown["survey"]["bathroom"] == {"level_access_shower": False}
    assert shown["category"] == shown["categorisation"]["category"] != "A"


_WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%' AND datname = current_database()
"""


def test_a_survey_that_comes_while_a_part_is_worked_out_goes_over_it(
    platform, options, monkeypatch
):
    home = enter(options)
    left_by_other_rules(platform, [home])
    taken = []
    body = {"surveyed_on": str(platform.now.date()), "answers": answers(NO_SHOWER)}

    def survey():
        taken.append(options.post(f"/v1/homes/{home}/surveys", json=body))

    officer = threading.Thread(target=survey)
    work_out = rematching.work_out

    def interrupted(homes, today):
        officer.start()
        until(lambda: platform.sql.one(_WAITING))
        return work_out(homes, today)

    monkeypatch.setattr(rematching, "work_out", interrupted)
    rematch(platform)
    officer.join()
    assert taken[0].status_code == 200, taken[0].text
    shown = options.get(f"/v1/homes/{home}").json()
    assert shown["survey"]["bathroom"]["level_access_shower"] is False
    assert shown["category"] == taken[0].json()["category"] != "A"


def test_officers_are_told_of_the_shortlists_of_their_own_districts_only(platform, options):
    enter(options)
    ours = str(household(platform))
    theirs = str(household(platform, district=STROUD))
    rematch(platform)
    assert {ours, theirs} <= shortlists(options).keys()
    told = shortlists(platform.client("register", "gloucester_grant_officer"))
    assert ours in told
    assert theirs not in told
    assert {item["district"] for item in told.values()} == {GLOUCESTER}
    assert shortlists(platform.client("register", "housing_provider")) == {}
    problem(platform.client("register", "resident").get("/v1/shortlists"), "scope-missing", 403)


def test_shortlists_are_told_by_the_homes_looked_among_and_by_what_changed(platform, options, size):
    empty = enter(options, {"bedrooms": size})
    lived_in = enter(options, {"bedrooms": size}, occupancy="occupied")
    case_id = household(platform, bedrooms=size)
    rematch(platform)

    def homes(**asked):
        return [one["home"] for one in shortlists(options, **asked)[str(case_id)]["homes"]]

    assert homes() == homes(among="empty") == [empty]
    assert set(homes(among="all")) == {empty, lived_in}
    assert homes(among="often_relet") == []
    kept_by_other_rules(platform, case_id, empty, verdict="suitable")
    rematch(platform)
    assert str(case_id) in shortlists(options, changed="none")
    assert str(case_id) in shortlists(options, among="all", changed="other_homes")
    assert str(case_id) in shortlists(options, among="often_relet", changed="worse")
    problem(options.get("/v1/shortlists?changed=x"), "invalid-input", 422, "/changed")


def test_a_household_that_is_not_looking_any_more_is_told_of_no_more(platform, options):
    """At once where it got a home or needs none; with the next run where the need has lapsed."""
    enter(options)
    lapses, housed = household(platform), household(platform)
    rematch(platform)
    assert {str(lapses), str(housed)} <= shortlists(options).keys()
    adapted = Closed(
        case_id=housed, district=GLOUCESTER, closed_on=platform.now.date(), outcome="completed"
    )
    platform.tell("register", adapted)
    assert str(housed) not in shortlists(options)
    yesterday = str(platform.now.date() - dt.timedelta(days=1))
    options.put(f"/v1/cases/{lapses}/need", json={"valid_until": yesterday})
    rematch(platform)
    assert str(lapses) not in shortlists(options)
    assert {lapses, housed}.isdisjoint(row["case_id"] for row in shortlists_now(platform))


def test_several_processes_find_what_one_finds(platform, options, monkeypatch):
    for changes in ({}, NO_SHOWER, {"bedrooms": 3}, {"property_entrance.steps": 2}):
        enter(options, changes)
        household(platform, category=AccessCategory.C, bedrooms=changes.get("bedrooms", 2))
    found = []
    for at_least in (10**9, 2):
        left_by_other_rules(platform)
        platform.sql("DELETE FROM register.shortlists")
        monkeypatch.setattr(rematching, "PART", at_least)
        rematch(platform)
        found.append((homes_now(platform), shortlists_now(platform)))
    assert found[0] == found[1]
