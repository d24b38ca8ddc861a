"""Finance before the payments service, and approved grants."""

import uuid
from functools import partial

import pytest

from shared.contracts.grants import Approved, Award
from tests.payments.accounts import APPROVED_ON, BUILDER, certify, contractor, pay
from tests.payments.debts import Debts
from tests.payments.own_works import listed
from tests.payments.releases import Desk
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


@pytest.fixture
def tell(platform):
    """Grants tells of a case."""

    def told(kind, case_id, **facts):
        platform.tell("payments", kind(case_id=case_id, district=GLOUCESTER, **facts))

    return told


@pytest.fixture
def desk(platform):
    """Who prepares, approves and releases in Gloucester."""
    return Desk(platform, GLOUCESTER)


@pytest.fixture
def firm(desk):
    """Put somebody on the district's list, as HMRC verified them."""
    return partial(listed, desk)


@pytest.fixture
def officer(platform):
    return platform.client("payments", "grant_officer")


@pytest.fixture
def both(platform):
    """Whoever prepares here, with the approver's scope too."""
    return platform.client("payments", "finance", scope="payments:prepare payments:approve")


@pytest.fixture
def debts(platform, approve):
    """Of a grant of which 5,000 were paid."""
    case = approve(total="10000.00", pays="0.00")
    certify(platform, case)
    assert pay(platform, case, "5000.00", "final").is_success
    return Debts(platform, case)
