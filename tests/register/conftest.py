"""Who asks the register in most of its tests."""

import pytest


@pytest.fixture
def options(platform):
    """An officer of housing options."""
    return platform.client("register", "housing_options")
