"""Who asks the register in most of its tests, and on which day."""

import datetime as dt

import pytest

from tests.register.service import NOW


@pytest.fixture
def options(platform):
    """An officer of housing options."""
    return platform.client("register", "housing_options")


@pytest.fixture
def a_day_with_prices(platform):
    """The first price book is that of April 2026."""
    platform.now = dt.datetime(2026, 4, 10, 12, tzinfo=dt.UTC)


@pytest.fixture
def in_june(platform):
    """The day of `service.py`, on which most of what happens to homes and households is told."""
    platform.now = NOW
