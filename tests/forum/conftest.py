"""A platform of the forum's own: what it is told is all that there is to count."""

import datetime as dt
import itertools

import pytest

from tests.forum.caseload import caseload
from tests.forum.histories import envelopes, publish
from tests.platform.running import NOW, Platform, new_database


@pytest.fixture(scope="session")
def secluded_platform(postgres):
    platform = Platform(postgres.superuser_url, new_database("forum"))
    yield platform
    platform.stop()


@pytest.fixture(scope="session")
def caseload_told(secluded_platform):
    """Cannock Chase's caseload, told to the forum."""
    publish(secluded_platform, envelopes(caseload(), NOW))


@pytest.fixture
def secluded(secluded_platform):
    """It, on the tenth of March 2026."""
    secluded_platform.now = NOW
    return secluded_platform


@pytest.fixture(scope="session")
def sharing_platform(postgres):
    """A platform where time only goes on: what is shared is released in the order of time."""
    platform = Platform(postgres.superuser_url, new_database("sharing"))
    yield platform
    platform.stop()


@pytest.fixture(scope="session")
def partners_platform(postgres):
    """A platform where no case of another test has anything to tell when its clock is set."""
    platform = Platform(postgres.superuser_url, new_database("partners"))
    yield platform
    platform.stop()


YEARS = itertools.count(2027)


@pytest.fixture
def untold(sharing_platform):
    """It, in a year of which nothing was told before."""
    sharing_platform.now = dt.datetime(next(YEARS), 1, 10, 12, tzinfo=dt.UTC)
    return sharing_platform


@pytest.fixture(scope="session")
def told_platform(postgres):
    """A platform that is told of what a module's `told` says, each of a year of its own."""
    platform = Platform(postgres.superuser_url, new_database("measures"))
    yield platform
    platform.stop()
