"""Every closed list of the service's bodies is served whole, with its words."""

import pytest

from services.referral.domain.answering import NextStep, Responsible
from services.referral.domain.assessment import Because
from services.referral.domain.clocks import StopReason
from services.referral.domain.consent import ConsentState, Recipient, SharedFor
from services.referral.domain.enquiry import Capacity, CommunicationNeed
from services.referral.domain.life import State
from services.referral.domain.likeness import Agreement, Likeness
from services.referral.domain.links import LinkSaid
from services.referral.domain.minor_works import MinorKind
from services.referral.domain.screening import Circumstance
from services.referral.domain.self_referral import Asking, Difficulty
from services.referral.domain.sheet_rows import RowOutcome
from services.referral.domain.signposting import Destination
from services.referral.domain.sources import Source
from services.referral.domain.suggestions import Situation
from services.referral.sheets.queries import SheetState
from shared.contracts.codes import WorkKind
from shared.letters import LetterState
from shared.sendings import Channel

LISTS = {
    "referral_states": State,
    "enquiry_sources": Source,
    "askers": Asking,
    "difficulties": Difficulty,
    "sheet_states": SheetState,
    "row_outcomes": RowOutcome,
    "likenesses": Likeness,
    "agreements": Agreement,
    "links_of_people": LinkSaid,
    "next_steps": NextStep,
    "responsible": Responsible,
    "letter_channels": Channel,
    "letter_states": LetterState,
    "situations": Situation,
    "minor_works": MinorKind,
    "consent_states": ConsentState,
    "consent_recipients": Recipient,
    "consent_purposes": SharedFor,
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
