"""Equality monitoring stands apart from the case, and small numbers are not told."""

import pytest

from services.referral.domain.monitoring import counted
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER


@pytest.fixture
def therapist(platform):
    return platform.client("referral", "occupational_therapist")


def test_what_is_said_is_kept_under_no_case_and_counted(platform, therapist):
    said = {"district": GLOUCESTER, "ethnic_group": "mixed", "faith": "sikh"}
    for _ in range(11):
        kept = therapist.post("/v1/monitoring", json=said)
        assert kept.json() == {"year": 2026}
    counts = therapist.get("/v1/monitoring", params={"year": 2026}).json()
    assert counts["ethnic_group"]["mixed"] == 10
    assert counts["faith"]["sikh"] == 10
    columns = platform.sql(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'monitoring'"
    )
    named = {row[0] for row in columns}
    assert named == {"id", "district", "year", "ethnic_group", "sex", "age_band", "faith"}


def test_few_are_not_told_and_others_are_rounded():
    said = ["a"] * 7 + ["b"] * 8 + ["c"] * 13
    assert counted(said) == {"a": None, "b": 10, "c": 15}


def test_a_group_that_is_none_is_refused(therapist):
    said = {"district": GLOUCESTER, "ethnic_group": "martian"}
    problem(therapist.post("/v1/monitoring", json=said), "invalid-input", 422, "/ethnic_group")
