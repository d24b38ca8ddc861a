"""A charged home is disposed of: the four matters, who decides, what is demanded, and the end."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft4Validator

from tests.grants.cases import CANNOCK, works
from tests.grants.test_notices import decided
from tests.grants.test_service import awaited
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, STROUD

MATTERS = ("financial_hardship", "employment", "health_or_wellbeing", "care")
POST = {GLOUCESTER: "service_manager", STROUD: None, CANNOCK: None}
CHARGE = {GLOUCESTER: "5000.00", STROUD: "10000.00", CANNOCK: "10000.00"}
SOLD = {"disposed_on": "2030-06-03", "kind": "sale"}
REGISTER = Draft4Validator(
    yaml.safe_load(Path(__file__).with_name("land_register.yaml").read_text(encoding="utf-8"))
)
PLACE = {
    "address": ["1 Example Street", "Stroud"],
    "postcode": "gl51aa",
    "uprn": "0100120512345",
    "easting": 385100,
    "northing": 205200,
    "papers": "Housing team",
}


def certified(platform, district):
    case = decided(platform, district, works=[works("15000.00")])
    return case.settled()


def charged(platform, district, closed=True):
    """A case whose charge is registered, four years later."""
    case = certified(platform, district)
    case.does("land-charge-registration", {"registered_on": "2026-03-10"})
    if closed:
        case.does("closure")
    platform.now = dt.datetime(2030, 6, 5, 12, tzinfo=dt.UTC)
    return case


def decision(district, demanded, matters=MATTERS, **changes):
    return {
        "decided_on": "2030-06-05",
        "demanded": demanded,
        "by": POST[district],
        "weighed": [{"matter": m, "found": "Looked at"} for m in matters],
        "because": "Half is left to them for the move",
    } | changes


def decides(case, body):
    who = "service_manager" if body["by"] else "grant_officer"
    manager = case.platform.client("grants", who)
    return manager.post(f"/v1/cases/{case.id}/repayment-decision", json=body)


def shown(case):
    return case.officer.get(f"/v1/cases/{case.id}/land-charge").json()


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD, CANNOCK])
@pytest.mark.parametrize("part", ["all", "half", "none"])
def test_all_a_part_or_none_is_demanded_once_the_four_matters_are_weighed(platform, district, part):
    """B124; 3.24, 3.25; the case is closed long since."""
    case = charged(platform, district)
    case.does("disposal", SOLD)
    assert shown(case)["disposals"][0]["repayable"] == CHARGE[district]
    amount = {"all": CHARGE[district], "half": "2500.00", "none": "0.00"}[part]
    answer = decides(case, decision(district, amount))
    assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "closed"
    kind, event = platform.told("grants", case.id)[-1]
    assert (kind, event["about"], event["demanded"], event["most"]) == (
        "grants.repayment-decided",
        "disposal",
        amount,
        CHARGE[district],
    )
    case.does("land-charge-removal", {"removed_on": "2030-06-05"})
    assert shown(case)["removed_on"] == "2030-06-05"
    assert platform.told("grants", case.id)[-1][0] == "grants.land-charge-removed"
    assert "taken off" in awaited(case.post("disposal", SOLD))


def test_the_policy_names_who_decides_and_nobody_else_does(platform):
    """Gloucester: the service manager."""
    case = charged(platform, GLOUCESTER)
    case.does("disposal", SOLD)
    alone = decision(GLOUCESTER, "0.00", by=None)
    problem(case.post("repayment-decision", alone), "invalid-input", 422, "/by")
    problem(case.post("repayment-decision", decision(GLOUCESTER, "0.00")), "scope-missing", 403)


def test_nothing_is_demanded_without_all_four_matters_or_above_the_charge(platform):
    case = charged(platform, STROUD)
    assert "no disposal" in awaited(decides(case, decision(STROUD, "0.00")))
    case.does("disposal", SOLD)
    assert "waits" in awaited(case.post("disposal", SOLD))
    for body, pointer in (
        (decision(STROUD, "10000.01"), "/demanded"),
        (decision(STROUD, "0.00", MATTERS[:3]), "/weighed"),
        (decision(STROUD, "0.00", decided_on="2030-06-02"), "/decided_on"),
        (decision(STROUD, "0.00", by="service_manager"), "/by"),
    ):
        problem(decides(case, body), "invalid-input", 422, pointer)


@pytest.mark.parametrize("day, ended", [("2036-03-09", False), ("2036-03-10", True)])
def test_a_charge_runs_ten_years_from_the_certified_date(platform, day, ended):
    """B123: the tenth anniversary is its last day."""
    case = charged(platform, STROUD)
    platform.now = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
    removal, disposal = {"removed_on": day}, SOLD | {"disposed_on": day}
    if ended:
        problem(case.post("disposal", disposal), "invalid-input", 422, "/disposed_on")
        case.does("land-charge-removal", removal)
    else:
        assert "runs until 2036-03-09" in awaited(case.post("land-charge-removal", removal))
        case.does("disposal", disposal)


def test_before_a_charge_is_registered_nothing_is_demanded_for_it(platform):
    case = certified(platform, GLOUCESTER)
    assert "no charge" in awaited(case.post("disposal", SOLD | {"disposed_on": "2026-03-10"}))


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD])
def test_the_register_is_sent_each_charge_in_its_own_shape(platform, district):
    case = certified(platform, district)
    [item] = case.does("land-charge-items", PLACE)["items"]
    assert (item["charge-type"], item["charge-sub-category"]) == ("Housing / buildings", "Grant")
    assert (item["charge-creation-date"], item["expiry-date"]) == ("2026-03-09", "2036-03-09")
    assert item["statutory-provision"].endswith("1996 section 52")
    assert CHARGE[district] in item["supplementary-information"]
    assert item["charge-address"] == {
        "line-1": "1 Example Street",
        "line-2": "Stroud",
        "postcode": "GL5 1AA",
        "unique-property-reference-number": 100120512345,
    }
    [extent] = item["geometry"]["features"]
    assert extent["geometry"]["coordinates"] == [385100, 205200]
    every = platform.sql.one("SELECT string_agg(t::text, ' ') FROM grants.entries t")
    assert "1 Example Street" not in every


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD, CANNOCK])
def test_each_item_keeps_to_the_registers_published_schema(platform, district):
    """At the bounds too: six lines of an address, 500 characters of where the papers are."""
    case = certified(platform, district)
    widest = PLACE | {"address": ["x" * 100] * 6, "papers": "x" * 500}
    for place in (PLACE, widest):
        for item in case.does("land-charge-items", place)["items"]:
            assert [error.message for error in REGISTER.iter_errors(item)] == []
            assert list(REGISTER.iter_errors(item | {"charge-type": "Financial"}))


def test_there_is_nothing_to_send_before_the_account_is_settled_or_after(platform):
    case = decided(platform, works=[works("15000.00")])
    assert "settled" in awaited(case.post("land-charge-items", PLACE))
    case.settled().does("land-charge-registration", {"registered_on": "2026-03-10"})
    assert "registered already" in awaited(case.post("land-charge-items", PLACE))
