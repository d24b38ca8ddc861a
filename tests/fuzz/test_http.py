"""A short fuzz run in every run of the tests: one stack, all six services, a few seconds each.

The long one is `make fuzz`.
"""

import uuid

import pytest

from deploy.local.roles import SERVICES
from tests.fuzz.http import fuzz
from tests.platform.running import Platform
from tests.register.service import NOW

SECONDS_FOR_EACH = (3, 10, 20, 40)
"""Longer where the machine was too busy for so much as the fewest requests."""
FEWEST = 20
"""Requests: fewer would be no fuzz run."""
pytestmark = pytest.mark.xdist_group("fuzz")


@pytest.fixture(scope="module")
def alone(postgres):
    """A platform of its own: what is made up here must not be found in other tests' lists."""
    platform = Platform(postgres.superuser_url, f"fuzz_{uuid.uuid4().hex[:8]}")
    platform.now = NOW
    yield platform
    platform.stop()


@pytest.mark.parametrize("service", SERVICES)
def test_no_request_makes_a_service_fail_or_leave_its_document(alone, service):
    for seconds in SECONDS_FOR_EACH:
        found = fuzz(alone, service, seconds, seed=1)
        assert found.faults == 0, found.report
        if found.requests >= FEWEST:
            return
    pytest.fail(found.report)
