"""A benefits officer, and a case whose formal test can be made."""

import datetime as dt
import uuid

import pytest

from shared.contracts.grants import ApplicationCompleted
from tests.means_test.told import triaged
from tests.platform.running import GLOUCESTER

APPLIED_ON = dt.date(2026, 3, 2)


@pytest.fixture
def officer(platform):
    return platform.client("means_test", "benefits_officer")


@pytest.fixture
def case_id(platform):
    """A case that was triaged, and whose application is complete."""
    made = uuid.uuid4()
    completed = ApplicationCompleted(
        case_id=made,
        district=GLOUCESTER,
        applied_on=APPLIED_ON,
        decide_by=dt.date(2026, 9, 2),
    )
    platform.tell("means_test", triaged(made), completed)
    return made
