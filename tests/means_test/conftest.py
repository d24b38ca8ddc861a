"""A benefits officer, and a case whose formal test can be made."""

import datetime as dt
import uuid

import pytest

from shared.contracts.grants import ApplicationCompleted
from shared.contracts.referral import ReferralTriaged
from tests.platform.running import GLOUCESTER

APPLIED_ON = dt.date(2026, 3, 2)


@pytest.fixture
def officer(platform):
    return platform.client("means_test", "benefits_officer")


@pytest.fixture
def case_id(platform):
    """A case that was triaged, and whose application is complete."""
    made = uuid.uuid4()
    triaged = ReferralTriaged(
        case_id=made,
        district=GLOUCESTER,
        triaged_on=APPLIED_ON,
        complexity="simple",
        urgency="urgent",
        targets=(),
    )
    completed = ApplicationCompleted(
        case_id=made,
        district=GLOUCESTER,
        applied_on=APPLIED_ON,
        decide_by=dt.date(2026, 9, 2),
    )
    platform.tell("means_test", triaged, completed)
    return made
