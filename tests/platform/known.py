"""A case that every service knows, and a home: what generated requests may be about."""

import uuid

from shared.contracts.codes import Complexity, Urgency
from shared.contracts.grants import Approved, Award
from shared.contracts.referral import ReferralTriaged
from tests.payments.accounts import APPROVED_ON, BUILDER, contractor
from tests.platform.running import GLOUCESTER
from tests.referral.enquiries import refer
from tests.register.service import assessed, enter


def known_case(platform):
    """A case of Gloucester: referred, triaged, assessed."""
    case_id = uuid.UUID(refer(platform.client("referral", "occupational_therapist")))
    triaged = ReferralTriaged(
        case_id=case_id,
        district=GLOUCESTER,
        triaged_on=platform.now.date(),
        complexity=Complexity.SIMPLE,
        urgency=Urgency.NON_URGENT,
        targets=(),
    )
    platform.tell("means_test", triaged)
    platform.tell("grants", assessed(case_id))
    platform.tell("register", assessed(case_id))
    platform.tell("forum", triaged)
    return str(case_id)


def approved_case(platform):
    """Such a case with an account at payments, as grants tells of an approval."""
    case_id = uuid.UUID(known_case(platform))
    approved = Approved(
        case_id=case_id,
        district=GLOUCESTER,
        decided_on=APPROVED_ON,
        estimated_expense="27500.00",
        awards=[Award(kind="mandatory", amount="24170.75", clause="section 23")],
        mandatory_grant="24170.75",
        total_award="24170.75",
        applicant_pays="3329.25",
        conditions=(),
        contractors=(contractor(case_id, BUILDER, "27500.00"),),
        land_charges=(),
        policy_version=f"{GLOUCESTER}/2026-02-01",
    )
    platform.tell("payments", approved)
    return str(case_id)


def known_ids(platform, service):
    """Ids of things that the service knows, by their names in paths."""
    known = approved_case if service == "payments" else known_case
    return {"case_id": known(platform), "home_id": known_home(platform)}


def known_home(platform):
    """An empty home of Gloucester in the register."""
    return enter(platform.client("register", "housing_options"))
