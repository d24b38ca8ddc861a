"""The forum: what county and districts see together, and what a resident sees of their case."""

import asyncio
import datetime as dt
import uuid

import pytest

from deploy.local.roles import role_url
from services.forum.projections import PROJECTIONS
from shared.bus.rebuild import rebuild
from shared.contracts.codes import ReferralSource
from shared.contracts.grants import Closed
from shared.contracts.referral import ReferralReceived
from tests.platform.answers import problem
from tests.platform.lists import read_on
from tests.platform.running import GLOUCESTER, NOW, STROUD, until

DAY = dt.date(2026, 3, 2)


def received(district=GLOUCESTER):
    return ReferralReceived(
        case_id=uuid.uuid4(), district=district, received_on=DAY, source=ReferralSource.GP
    )


def closed(event):
    return Closed(
        case_id=event.case_id, district=event.district, closed_on=DAY, outcome="completed"
    )


@pytest.fixture
def county(platform):
    return platform.client("forum", "forum_analyst")


@pytest.fixture
def begin(platform):
    """The timeline of a case, from its first event on."""

    def noted(district=GLOUCESTER):
        event = received(district)
        platform.tell("forum", event)
        return event

    return noted


def fed(client, cursor=None, limit=100):
    """Every entry of the feed after a cursor, and the cursor to go on from."""
    return read_on(client, "/v1/feed", cursor, limit=limit)


def test_a_timeline_tells_what_happened_in_the_order_in_which_it_happened(platform, county):
    event = received()
    platform.now = NOW + dt.timedelta(hours=1)
    platform.tell("forum", closed(event))
    platform.now = NOW
    platform.tell("forum", event)
    items = county.get(f"/v1/timelines/{event.case_id}").json()["items"]
    assert [i["type"] for i in items] == ["referral.received", "grants.closed"]
    assert items[0]["service"] == "referral"
    assert items[0]["data"] == {"received_on": "2026-03-02", "source": "gp", "reference": None}
    assert items[0]["occurred_at"] == "2026-03-10T12:00:00Z"


def test_a_case_of_which_nothing_is_known(county):
    problem(county.get(f"/v1/timelines/{uuid.uuid4()}"), "not-found", 404)


def test_a_district_sees_its_own_cases_and_the_county_all(platform, county, begin):
    ours, theirs = begin(GLOUCESTER), begin(STROUD)
    gloucester = platform.client("forum", "gloucester_grant_officer")
    assert gloucester.get(f"/v1/timelines/{ours.case_id}").status_code == 200
    problem(gloucester.get(f"/v1/timelines/{theirs.case_id}"), "not-found", 404)
    assert {i["district"] for i in fed(gloucester)[0]} == {GLOUCESTER}
    assert {i["district"] for i in fed(county)[0]} >= {GLOUCESTER, STROUD}


def test_a_resident_sees_the_own_case_and_no_other_and_not_the_feed(platform, begin):
    own, other = begin(), begin()
    resident = platform.client("forum", "resident", dfg_case=str(own.case_id))
    assert resident.get(f"/v1/timelines/{own.case_id}").status_code == 200
    problem(resident.get(f"/v1/timelines/{other.case_id}"), "not-found", 404)
    problem(resident.get("/v1/feed"), "scope-missing", 403)
    nobody_yet = platform.client("forum", "resident")
    problem(nobody_yet.get(f"/v1/timelines/{own.case_id}"), "not-found", 404)


def test_a_housing_provider_sees_no_case(platform, begin):
    event = begin()
    provider = platform.client("forum", "housing_provider", scope="forum:read")
    problem(provider.get(f"/v1/timelines/{event.case_id}"), "not-found", 404)
    assert fed(provider)[0] == []


def test_the_feed_is_read_page_by_page_and_continued_later(county, begin):
    _, cursor = fed(county)
    first = [str(begin().case_id) for _ in range(5)]
    pages, cursor = fed(county, cursor, limit=2)
    assert [i["case_id"] for i in pages] == first
    assert fed(county, cursor)[0] == []
    more = str(begin().case_id)
    assert [i["case_id"] for i in fed(county, cursor)[0]] == [more]


@pytest.mark.parametrize("limit", ["0", "101", "-1", "many", "1.5"])
def test_a_limit_that_is_none(county, limit):
    problem(county.get("/v1/feed", params={"limit": limit}), "invalid-input", 422, "/limit")


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "17", "LTE=", "MS4w", "MV8w", "IDE=", "MDE=", "MQ", "MQ==MQ==", "OTIyMzM3MjAzNjg1NDc3NTgwOA==", "é"],
    ids=["empty", "x", "17", "-1", "1.0", "1_0", "blank 1", "01", "cut", "twice", "2 to the 63", "é"],
)  # fmt: skip
def test_a_cursor_that_is_none_of_ours(county, cursor):
    problem(county.get("/v1/feed", params={"cursor": cursor}), "invalid-input", 422, "/cursor")


def test_a_timeline_built_again_from_the_history_is_what_it_was(platform, county, begin):
    """Only the positions of the feed go on counting."""
    events = [begin(), begin(STROUD)]
    platform.tell("forum", closed(events[0]))
    before = [county.get(f"/v1/timelines/{event.case_id}").json() for event in events]
    url = role_url(platform.superuser_url, "dfg_forum", platform.database)

    def as_it_is():
        return [county.get(f"/v1/timelines/{event.case_id}").json() for event in events]

    asyncio.run(rebuild("forum", [p.table for p in PROJECTIONS], url))
    until(lambda: as_it_is() == before)
