"""Taking up enquiries, and correcting them."""

import uuid

from services.referral.casefile.keys import change_keys, keep_keys
from services.referral.casefile.records import Casefile, add_enquiry, add_screening, take_up
from services.referral.domain.enquiry import (
    Enquiry,
    EnquiryCorrection,
    check_correction,
    check_enquiry,
)
from services.referral.domain.life import Step, take
from services.referral.tables import Referral
from shared.contracts.referral import ReferralCorrected, ReferralReceived
from shared.identifiers import reference_of
from shared.persistence.unit_of_work import UnitOfWork


async def receive_referral(uow: UnitOfWork, enquiry: Enquiry) -> Casefile:
    """Take up a referral to which the person consents; a case begins."""
    check_enquiry(enquiry, uow.today)
    case_id = uow.new_id("case")
    referral = Referral(
        case_id=case_id,
        district=enquiry.district,
        reference=reference_of(case_id),
        state=take(Step.RECEIVE, None),
        enquiries=0,
        screenings=0,
        signpostings=0,
        assessments=0,
    )
    uow.add(referral)
    uow.publish(
        ReferralReceived(
            case_id=case_id,
            district=enquiry.district,
            received_on=enquiry.received_on,
            source=enquiry.source,
            reference=referral.reference,
        )
    )
    casefile = Casefile(referral, add_enquiry(uow, referral, enquiry))
    await keep_keys(uow.session, referral, enquiry.person)
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
    check_correction(correction, referral.district, assessed_on, uow.today)
    casefile.enquiry = add_enquiry(uow, referral, enquiry, correction.reason)
    await change_keys(uow.session, referral, enquiry.person)
    if (enquiry.received_on, enquiry.source) != (before.received_on, before.source):
        uow.publish(
            ReferralCorrected(
                case_id=case_id,
                district=referral.district,
                received_on=enquiry.received_on,
                source=enquiry.source,
            )
        )
    if casefile.screening is not None and enquiry.received_on != before.received_on:
        await add_screening(uow, casefile, casefile.screening.screening, correction.reason)
    return casefile
