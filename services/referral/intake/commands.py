"""Taking up enquiries, and correcting them."""

import datetime as dt
import uuid
from collections.abc import Container, Mapping

from services.referral.casefile.keys import change_keys, keep_keys
from services.referral.casefile.records import (
    Casefile,
    add_answer,
    add_consent,
    add_enquiry,
    add_screening,
    take_up,
    tell,
    tell_of_referral,
)
from services.referral.domain.answering import NextStep
from services.referral.domain.consent import ConsentState, Statement, consent_state
from services.referral.domain.enquiry import (
    Enquiry,
    EnquiryCorrection,
    check_correction,
    check_enquiry,
)
from services.referral.domain.life import Step, take
from services.referral.domain.sources import told_as
from services.referral.tables import Referral
from shared.contracts.codes import ReferralSource
from shared.contracts.referral import ReferralCorrected
from shared.identifiers import reference_of
from shared.persistence.unit_of_work import UnitOfWork


async def receive_referral(
    uow: UnitOfWork, enquiry: Enquiry, case_id: uuid.UUID | None = None
) -> Casefile:
    """Take up a referral: a case begins, of which others hear once the person consents."""
    check_enquiry(enquiry, uow.today)
    casefile = _begin_case(uow, enquiry, case_id or uow.new_id("case"))
    uow.concerns(enquiry.district, casefile.referral.case_id)
    await keep_keys(uow.session, [(casefile.referral, enquiry.person)])
    return casefile


async def receive_referrals(
    uow: UnitOfWork, enquiries: Mapping[uuid.UUID, Enquiry], taken_over: Container[uuid.UUID] = ()
) -> None:
    """Take up many referrals of one district by the ids of their cases; each was checked before.

    Of those that are taken over from a later stage the person is kept, and nothing begins.
    """
    casefiles = [
        _keep_case(uow, enquiry, case_id, Step.TAKE_OVER)
        if case_id in taken_over
        else _begin_case(uow, enquiry, case_id)
        for case_id, enquiry in enquiries.items()
    ]
    await keep_keys(
        uow.session, [(each.referral, each.enquiry.enquiry.person) for each in casefiles]
    )


def _begin_case(uow: UnitOfWork, enquiry: Enquiry, case_id: uuid.UUID) -> Casefile:
    agreed = consent_state([Statement.of(enquiry.consent)]) is ConsentState.GIVEN
    casefile = _keep_case(uow, enquiry, case_id, Step.RECEIVE if agreed else Step.ADVISE)
    add_answer(uow, casefile, NextStep.SCREENING if agreed else NextStep.ASK_FOR_CONSENT)
    tell_of_referral(uow, casefile.referral)
    return casefile


def _keep_case(uow: UnitOfWork, enquiry: Enquiry, case_id: uuid.UUID, step: Step) -> Casefile:
    """The case with its person, after that first step."""
    statement = Statement.of(enquiry.consent)
    referral = Referral(
        case_id=case_id,
        district=enquiry.district,
        reference=reference_of(case_id),
        state=take(step, None),
        consents=0,
        answers=0,
        lettered=0,
        enquiries=0,
        screenings=0,
        signpostings=0,
        assessments=0,
    )
    uow.add(referral)
    casefile = Casefile(referral, add_enquiry(uow, referral, enquiry))
    add_consent(uow, referral, statement, consent_state([statement]))
    return casefile


async def correct_enquiry(
    uow: UnitOfWork, case_id: uuid.UUID, correction: EnquiryCorrection
) -> Casefile:
    """Record the enquiry as it should have been; what it was before stays in the history.

    The targets of a triaged case are counted again where the day of the enquiry was wrong.
    """
    casefile = await take_up(uow, case_id, Step.CORRECT_ENQUIRY)
    referral, before = casefile.referral, casefile.enquiry.enquiry
    enquiry = correction.enquiry
    assessed_on = casefile.assessment.assessment.assessed_on if casefile.assessment else None
    check_correction(enquiry, before, assessed_on, uow.today)
    uow.concerns(referral.district, case_id)
    casefile.enquiry = add_enquiry(uow, referral, enquiry, correction.reason)
    await change_keys(uow.session, referral, enquiry.person)
    if _told(enquiry) != _told(before):
        corrected = ReferralCorrected(
            case_id=case_id,
            district=referral.district,
            received_on=enquiry.received_on,
            source=told_as(enquiry.source),
        )
        tell(uow, referral, corrected)
    if casefile.screening is not None and enquiry.received_on != before.received_on:
        await add_screening(uow, casefile, casefile.screening.screening, correction.reason)
    return casefile


def _told(enquiry: Enquiry) -> tuple[dt.date, ReferralSource]:
    """What other services know of an enquiry."""
    return enquiry.received_on, told_as(enquiry.source)
