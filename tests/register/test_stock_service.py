"""What the stock lacks, over HTTP: supply against need, now and over time, and what stands in the way."""

import asyncio
import datetime as dt
import threading

import pytest

from services.register.stock import recording
from shared.contracts.codes import AccessCategory
from tests.platform.answers import problem
from tests.platform.running import STROUD, until
from tests.register.service import enter, household

FOREST = "E07000080"
pytestmark = pytest.mark.usefixtures("in_june")


def now(client, district, category, bedrooms):
    told = client.get("/v1/stock-gaps", params={"district": district}).json()["now"]
    cells = [g for g in told if (g["category"], g["bedrooms"]) == (category, bedrooms)]
    return [(g["homes"], g["empty"], g["needs"]) for g in cells]


def test_supply_is_told_against_need_by_category_and_bedrooms(platform, options):
    seven = {"bedrooms": 7}
    enter(options, seven, district=FOREST)
    enter(options, seven, district=FOREST, occupancy="occupied")
    household(platform, district=FOREST, bedrooms=7)
    household(platform, district=FOREST, bedrooms=8)
    assert now(options, FOREST, "A", 7) == [(2, 1, 1)]
    assert now(options, FOREST, "A", 8) == [(0, 0, 1)]
    assert now(options, STROUD, "A", 7) == []
    problem(options.get("/v1/stock-gaps?district=x"), "invalid-input", 422, "/district")


def test_it_is_followed_over_time_and_tells_what_stands_in_the_way(platform, options):
    enter(options, {"bedrooms": 9, "bathroom.level_access_shower": False}, district=FOREST)
    household(platform, district=FOREST, bedrooms=9, category=AccessCategory.A)
    made = []
    for day in (1, 2, 2):
        platform.now = dt.datetime(2026, 6, day, 12, tzinfo=dt.UTC)
        made.append(recorded_today(options)["id"])
    recorded = [record for record in listed(options) if record["id"] in made]
    assert [record["taken_on"] for record in recorded] == ["2026-06-02", "2026-06-01"]
    cells = {(g["category"], g["bedrooms"]): g for g in recorded[0]["gaps"]}
    assert cells["A", 9]["needs"] == 1
    found = {(o["domain"], o["status"]): o["alone"] for o in recorded[0]["obstacles"]}
    assert found["bathroom", "adaptable"] >= 1


def test_every_household_is_counted_however_many_are_looked_at_at_once(
    platform, options, monkeypatch
):
    enter(options, {"bedrooms": 11, "bathroom.level_access_shower": False}, district=FOREST)
    for _ in range(3):
        household(platform, district=FOREST, bedrooms=11, category=AccessCategory.A)
    together = recorded_today(options)
    monkeypatch.setattr(recording, "PART", 1)
    assert recorded_today(options)["obstacles"] == together["obstacles"]
    assert sum(o["times"] for o in together["obstacles"] if o["domain"] == "bathroom") >= 3


def test_what_ends_in_the_middle_is_gone_on_with_and_counts_nobody_twice(
    platform, options, monkeypatch
):
    """The job stands where its last step was committed, as after a process was killed."""
    for _ in range(3):
        household(platform, district=FOREST, bedrooms=12)
    whole = recorded_today(options)
    steps, find = [], recording._obstacles

    async def fail_once(reading, district, part):
        steps.append(part[0].id)
        if len(steps) == 2:
            raise RuntimeError
        return await find(reading, district, part)

    monkeypatch.setattr(recording, "PART", 1)
    monkeypatch.setattr(recording, "_obstacles", fail_once)
    again = recorded_today(options)
    assert steps[1] == steps[2]
    assert len(steps) == again["households"] + 1
    for told in ("households", "looked_at", "gaps", "obstacles"):
        assert again[told] == whole[told]


def test_a_record_that_is_being_made_tells_how_far_it_is_and_is_not_listed(
    platform, options, monkeypatch
):
    household(platform, district=FOREST)
    waits = threading.Event()

    async def wait(reading, district, part):
        await asyncio.to_thread(waits.wait)
        return []

    monkeypatch.setattr(recording, "_obstacles", wait)
    made = options.post("/v1/stock-records", json={"district": FOREST})
    try:
        told = options.get(made.headers["location"]).json()
        assert (told["finished_at"], told["looked_at"]) == (None, 0)
        assert told["id"] not in {record["id"] for record in listed(options)}
    finally:
        waits.set()
    until(lambda: options.get(made.headers["location"]).json()["finished_at"])


def listed(options):
    """Every record of the district, the latest day first."""
    return options.get("/v1/stock-gaps", params={"district": FOREST}).json()["recorded"]


def recorded_today(options):
    """The record of today, once it is made."""
    made = options.post("/v1/stock-records", json={"district": FOREST})
    assert made.status_code == 201, made.text

    def record():
        return options.get(made.headers["location"]).json()

    until(lambda: record()["finished_at"])
    return record()
