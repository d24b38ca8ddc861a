"""The figures that Cannock Chase published in March 2022 of its policy of June 2020, to the number."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.forum.caseload import AFTER, BEFORE, CANNOCK, CHANGED, TIMES
from tests.platform.answers import problem
from tests.platform.running import STROUD

pytestmark = pytest.mark.xdist_group("forum cases")

PUBLISHED = {
    "before": {"referrals": 227, "not_gone_on": (114, 50), "test_of_resources": (49, 22)}
    | {"test_declined": 20, "contribution_too_high": 29, "passported": 71},
    "after": {"referrals": 305, "not_gone_on": (116, 38), "test_of_resources": (40, 13)}
    | {"test_declined": 26, "contribution_too_high": 14, "passported": 64},
}
"""Paragraph 5.7 and Appendix 2 of the report."""
PROGRESS = {
    dt.date(2019, 4, 1): ("188", "190.5", 27, 494),
    dt.date(2020, 4, 1): ("244", "211.0", 49, 509),
    dt.date(2021, 4, 1): ("324", "261.0", 96, 757),
}
"""Calendar days from referral to completion: average, median, minimum, maximum (Appendix 2)."""


@pytest.fixture
def cannock(secluded, caseload_told):
    """Somebody who works for Cannock Chase, before the forum."""
    return secluded.client("forum", "grant_officer", dfg_read=[CANNOCK], dfg_write=[CANNOCK])


def asked(client, path, **params):
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def change(cannock):
    return asked(cannock, "/v1/outcomes/policy-change", district=CANNOCK)


def part(view, name):
    return view[name]["cases"], view[name]["percent"]


@pytest.mark.parametrize("side", PUBLISHED)
def test_how_many_went_on_and_how_many_stopped_for_the_test_of_resources(change, side):
    view, published = change[side], PUBLISHED[side]
    reasons = {each["because"]: each["cases"] for each in view["reasons"]}
    found = {
        "referrals": view["referrals"],
        "not_gone_on": part(view, "not_gone_on"),
        "test_of_resources": part(view, "test_of_resources"),
        "test_declined": reasons["test_declined"],
        "contribution_too_high": reasons["contribution_too_high"],
        "passported": view["passported"]["cases"],
    }
    assert found == published


def test_the_change_is_the_policy_in_force(change):
    assert (change["changed_on"], change["policy_version"]) == (
        CHANGED.isoformat(),
        f"{CANNOCK}/{CHANGED}",
    )
    assert (change["before"]["first"], change["after"]["last"]) == (str(BEFORE), str(AFTER))


def test_contributions_that_the_district_bore_and_their_average_as_it_is_printed(change):
    """29,459 over 18 is 1,636.61, and is printed as 1,636: cut, not rounded."""
    assert change["before"]["discounts"]["cases"] == 0
    assert change["after"]["discounts"] == {
        "cases": 18,
        "total": "29459.00",
        "average": "1636.61",
        "average_as_printed": "1636",
        "printed_how": "cut to whole pounds, not rounded",
        "paid": "147335.96",
    }


def test_those_whom_council_tax_reduction_passports(change):
    assert change["before"]["passported"]["by_policy"] == []
    [reduction] = change["after"]["passported"]["by_policy"]
    assert reduction == {"benefit": "council_tax_reduction", "cases": 19, "paid": "58029.00"}


@pytest.mark.parametrize("time", TIMES, ids=[str(first.year) for first, _ in TIMES])
def test_how_long_it_took_from_referral_to_completion(cannock, time):
    first, last = time
    view = asked(cannock, "/v1/timescales", district=CANNOCK, first=first, last=last)
    days = view["whole"]["calendar_days"]
    mean = str(Decimal(days["mean"]).quantize(Decimal(1), ROUND_HALF_UP))
    found = (mean, days["median"], days["minimum"], days["maximum"])
    assert found == PROGRESS[first]


def test_what_stopped_is_told_by_reason_and_adds_up(change):
    for view in (change["before"], change["after"]):
        stopped = sum(each["cases"] for each in view["reasons"])
        assert stopped == view["not_gone_on"]["cases"]
        parts = ("went_on", "not_gone_on", "helped_otherwise", "under_way")
        assert sum(view[name]["cases"] for name in parts) == view["referrals"]


def test_a_referral_counts_from_the_day_of_its_enquiry(cannock):
    day_before = CHANGED - dt.timedelta(days=1)
    whole = asked(cannock, "/v1/outcomes", district=CANNOCK, first=BEFORE, last=day_before)
    assert whole["referrals"] == 227
    more = asked(cannock, "/v1/outcomes", district=CANNOCK, first=BEFORE, last=CHANGED)
    assert more["referrals"] == 228


PATHS = {
    "/v1/outcomes": {"first": BEFORE, "last": AFTER},
    "/v1/timescales": {"first": BEFORE, "last": AFTER},
    "/v1/outcomes/policy-change": {},
    "/v1/statutory-clocks": {},
}


@pytest.mark.parametrize("path", PATHS)
def test_dates_of_ones_choice_are_for_the_district_itself(secluded, caseload_told, path):
    """Also not for the county, which reads every district: a day's difference gives a case away."""
    county = secluded.client("forum", "forum_analyst")
    neighbour = secluded.client("forum", "grant_officer", dfg_write=[STROUD])
    for other in (county, neighbour):
        answer = other.get(path, params=PATHS[path] | {"district": CANNOCK})
        problem(answer, "not-your-district", 403)


@pytest.mark.parametrize("path", ["/v1/outcomes", "/v1/timescales"])
def test_a_time_that_is_none(cannock, path):
    for first, last in ((AFTER, BEFORE), ("2000-01-01", "2026-01-01")):
        params = {"district": CANNOCK, "first": first, "last": last}
        problem(cannock.get(path, params=params), "invalid-input", 422, "/last")
