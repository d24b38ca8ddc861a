"""What the stock lacks, over HTTP: supply against need, now and over time, and what stands in the way."""

import datetime as dt

import pytest

from services.register.stock import commands
from shared.contracts.codes import AccessCategory
from tests.platform.answers import problem
from tests.platform.running import STROUD
from tests.register.service import enter, household

FOREST = "E07000080"


@pytest.fixture(autouse=True)
def _a_day_with_prices(platform):
    platform.now = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


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
    for day in (1, 2, 2):
        platform.now = dt.datetime(2026, 6, day, 12, tzinfo=dt.UTC)
        made = options.post("/v1/stock-records", json={"district": FOREST})
        assert made.status_code == 201, made.text
    recorded = options.get("/v1/stock-gaps", params={"district": FOREST}).json()["recorded"]
    assert [r["taken_on"] for r in recorded][:2] == ["2026-06-02", "2026-06-01"]
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
    together = _obstacles(options)
    monkeypatch.setattr(commands, "PART", 1)
    assert _obstacles(options) == together
    assert sum(o["times"] for o in together if o["domain"] == "bathroom") >= 3


def _obstacles(options):
    return options.post("/v1/stock-records", json={"district": FOREST}).json()["obstacles"]
