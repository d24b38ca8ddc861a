"""Who asks the referral service in most of its tests, and a case of which they know."""

import pytest

from tests.referral.enquiries import SCREENING, refer


@pytest.fixture
def therapist(platform):
    return platform.client("referral", "occupational_therapist")


@pytest.fixture
def manager(platform):
    return platform.client("referral", "service_manager")


@pytest.fixture
def case_id(therapist):
    """A case that was referred."""
    return refer(therapist)


@pytest.fixture
def triaged(therapist, case_id):
    """It, triaged."""
    assert therapist.post(f"/v1/referrals/{case_id}/triage", json=SCREENING).is_success
    return case_id
