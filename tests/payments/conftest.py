"""Finance before the payments service, and approved grants."""

import uuid

import pytest

from shared.contracts.grants import Approved, Award
from tests.payments.accounts import APPROVED_ON, BUILDER, contractor
from tests.platform.running import GLOUCESTER


@pytest.fixture
def finance(platform):
    return platform.client("payments", "finance")


@pytest.fixture
def approve(platform):
    """Open the account of an approved grant: the first journey's, unless told otherwise."""

    def approved(total="24170.75", pays="3329.25", district=GLOUCESTER, awards=(), **changes):
        case_id = uuid.uuid4()
        facts = {
            "decided_on": APPROVED_ON,
            "conditions": (),
            "contractors": (contractor(case_id, BUILDER, "27500.00"),),
        } | changes
        platform.tell(
            "payments",
            Approved(
                case_id=case_id,
                district=district,
                estimated_expense="27500.00",
                awards=awards or [Award(kind="mandatory", amount=total, clause="section 23")],
                mandatory_grant=total,
                total_award=total,
                applicant_pays=pays,
                land_charges=(),
                policy_version=f"{district}/2026-02-01",
                **facts,
            ),
        )
        return case_id

    return approved
