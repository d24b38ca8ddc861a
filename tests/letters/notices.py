"""The letters about an offer or a decision, as the grants service would write them."""

import datetime as dt

from services.grants.domain.casework.entries_of_time import Deferral
from services.grants.domain.casework.notice import NoticeKind
from services.grants.domain.casework.notices import Decision, notice
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.case import Case
from services.grants.in_force import law
from services.grants.in_force.policies import sources
from tests.grants.cases import CANNOCK, GLOUCESTER, STROUD, ask, case, works
from tests.letters.given import (
    ADDRESS,
    complaint_answered,
    complaint_received,
    deduction_statement,
    evidence,
    given,
    invitation,
    remittance,
    vat_declaration,
)

DISTRICTS = (GLOUCESTER, STROUD, CANNOCK)
LIFT = works("12000.00", kind="stairlift", id="lift", estimates=1, specialist=True)
FULL = {"works": [LIFT, works("3000.00")], "assistance": [ask("hoarding", "900.00")]}
MADE = {
    NoticeKind.OFFER: FULL,
    NoticeKind.APPROVAL: FULL,
    NoticeKind.VARIATION: FULL,
    NoticeKind.NIL_GRANT: FULL | {"reduction": "50000.00"},
    NoticeKind.REFUSAL: {"works": [works(reasonable_and_practicable=False)]},
}


def notice_letter(kind, district=GLOUCESTER):
    """All that the letter needs in that district."""
    made = case(authority=district, **({"reduction": "1500.00"} | MADE[kind]))
    whole = Case.model_validate(made)
    outside = {"decided_on", "means_test"}
    application = Application.model_validate({k: v for k, v in made.items() if k not in outside})
    decision = Decision(
        kind=kind,
        on=whole.decided_on,
        application=application,
        determination=law.determine(whole),
        deferral=Deferral(until=dt.date(2026, 12, 1), reason="x"),
        council="The Council",
    )
    told = notice(decision, sources(district, whole.applied_on))
    plain = {k: v for k, v in given().items() if k in GIVEN}
    return plain | {"home": ADDRESS[1:], "notice": told}


GIVEN = {"council", "date", "reference", "address", "name", "contact"}


OTHERS = {
    "referral_acknowledgement": [given()],
    "remittance": [remittance()],
    "deduction_statement": [deduction_statement()],
    "evidence": [evidence(), evidence(answer_by=None, reminder=False)],
    "invitation": [invitation()],
    "vat_declaration": [vat_declaration()],
    "complaint_received": [complaint_received(), complaint_received() | {"answer_by": None}],
    "complaint_answered": [
        complaint_answered(),
        complaint_answered(remedies=[], following=None, to_ombudsman=False),
    ],
}


def every_given(letter):
    """All that the letter needs, in each way that it may be; a notice in each district."""
    if letter in OTHERS:
        return OTHERS[letter]
    return [notice_letter(NoticeKind(letter), district) for district in DISTRICTS]
