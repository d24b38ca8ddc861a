"""Rows as they stood on 29 November 2026 open through the API after every migration since."""

import asyncio

import pytest

from deploy.local.roles import create_roles
from tests.platform.running import Platform, new_database
from tests.stored.test_rows import brought_up_to_date

OPENED = {
    "referral": (
        "occupational_therapist",
        "SELECT case_id FROM referral.referrals",
        "/v1/referrals/{}",
    ),
    "means_test": ("benefits_officer", "SELECT case_id FROM means_test.cases", "/v1/cases/{}"),
    "grants": ("grant_officer", "SELECT case_id FROM grants.cases", "/v1/cases/{}"),
    "register": ("housing_options", "SELECT id FROM register.homes", "/v1/homes/{}"),
    "payments": ("finance", "SELECT case_id FROM payments.accounts", "/v1/accounts/{}"),
    "forum": ("forum_analyst", "SELECT DISTINCT case_id FROM forum.timeline", "/v1/timelines/{}"),
}
"""For each service in whose role, which rows, and where each of them opens."""


@pytest.fixture(scope="module")
def old(postgres):
    """The platform on a database that holds the old rows, after the migration."""
    database = new_database("old")
    create_roles(postgres.superuser_url, database)
    asyncio.run(brought_up_to_date(postgres.superuser_url, database))
    platform = Platform(postgres.superuser_url, database)
    yield platform
    platform.stop()


@pytest.mark.parametrize("service", OPENED)
def test_every_row_of_then_opens_today(old, service):
    role, rows, place = OPENED[service]
    found = [row[0] for row in old.sql(rows)]
    assert found
    officer = old.client(service, role)
    for key in found:
        answer = officer.get(place.format(key))
        assert answer.status_code == 200, answer.text


def test_a_case_tells_after_the_migration_what_it_told_before(old):
    """The first journey of that day: closed, certified and charged, every figure as it was."""
    officer = old.client("grants", "grant_officer")
    case = officer.get("/v1/cases/7d931725-ae72-5453-bc2b-5fd4eb519896").json()
    assert case["state"] == "closed"
    assert (case["contribution_received"], case["paid"]) == ("3329.25", "27500.00")
    assert (case["estimated_cost"], case["applied_on"]) == ("27500.00", "2026-03-02")
    assert case["determination"]["mandatory_grant"] == "24170.75"
    assert case["offer"]["mandatory_grant"] == "24170.75"
    assert (case["decided_on"], case["certified_on"]) == ("2026-04-20", "2026-11-29")
    assert case["charge_registered_on"] == case["settled_on"] == "2026-11-29"
    assert case["formal_test"]["reduction"] == "3329.25"
    assert case["application"]["works"][0]["id"] == "shower-room"
    withdrawn = officer.get("/v1/cases/81e5005f-2e5b-5129-b4be-d57cf87dedf7").json()
    assert withdrawn["withdrawal"]["reason"] == "disabled_person_moved"
    assert withdrawn["moved_on"]
