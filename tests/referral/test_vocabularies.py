"""Every closed list of the service's bodies is served whole, with its words."""

import pytest

from services.referral.domain.assessment import Because, WorkKind
from services.referral.domain.clocks import StopReason
from services.referral.domain.enquiry import Capacity, CommunicationNeed
from services.referral.domain.life import State
from services.referral.domain.screening import Circumstance
from services.referral.domain.signposting import Destination

LISTS = {
    "referral_states": State,
    "urgent_circumstances": Circumstance,
    "signposting_destinations": Destination,
    "recommended_works": WorkKind,
    "reasons_to_assess_again": Because,
    "communication_needs": CommunicationNeed,
    "capacities": Capacity,
    "clock_stop_reasons": StopReason,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_served_whole(platform, name):
    therapist = platform.client("referral", "occupational_therapist")
    served = therapist.get(f"/v1/vocabularies/{name}").json()
    assert [term["code"] for term in served["terms"]] == list(LISTS[name])
