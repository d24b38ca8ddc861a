"""Referrals as they stood on 29 November 2026, over HTTP after the migrations that came since."""

import asyncio

import pytest

from deploy.local.roles import create_roles
from tests.platform.running import Platform, new_database
from tests.stored.test_rows import brought_up_to_date


@pytest.fixture(scope="module")
def therapist(postgres):
    """A therapist before those rows, brought to today."""
    database = new_database("old")
    create_roles(postgres.superuser_url, database)
    asyncio.run(brought_up_to_date(postgres.superuser_url, database))
    platform = Platform(postgres.superuser_url, database)
    yield platform.client("referral", "occupational_therapist")
    platform.stop()


CASE = "/v1/referrals/8f4958ba-ac66-5f00-b0ae-978f62f2dfe3"


def test_a_referral_of_that_day_shows_what_counted_then(therapist):
    shown = therapist.get(CASE).json()
    assert shown["state"] == "assessed"
    assert (shown["triage"]["complexity"], shown["triage"]["urgency"]) == ("simple", "non_urgent")
    assert [target["stage"] for target in shown["triage"]["targets"]] == [1, 2, 3, 4]
    assert shown["assessment"]["access_need"]["areas"] == ["E07000081"]


def test_its_history_says_when_and_by_whom_from_the_audit_trail(therapist):
    found = therapist.get(f"{CASE}/history").json()
    for kind in ("enquiries", "triages", "assessments"):
        [entry] = found[kind]
        assert (entry["number"], entry["reason"]) == (1, None)
        assert entry["recorded_by"] == "development:occupational_therapist"
        assert entry["recorded_at"].startswith("2026-11-29T00:40:53")
    assert found["triages"][0]["triage"]["screened_on"] == "2026-11-29"
    assert found["signpostings"] == []
