"""Who asks the register in most of its tests, and on which day."""

import datetime as dt

import pytest


@pytest.fixture
def options(platform):
    """An officer of housing options."""
    return platform.client("register", "housing_options")


@pytest.fixture
def a_day_with_prices(platform):
    """The first price book is that of April 2026."""
    platform.now = dt.datetime(2026, 4, 10, 12, tzinfo=dt.UTC)
