"""The use cases of the referral service."""

import uuid

from services.referral.domain.referral import (
    Assessment,
    Enquiry,
    State,
    check_assessment,
    check_enquiry,
)
from services.referral.domain.triage import Screening, triage
from services.referral.in_force.policies import statute
from services.referral.tables import Referral
from shared.contracts.referral import (
    ReferralAssessed,
    ReferralReceived,
    ReferralSignposted,
    ReferralTriaged,
)
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def receive_referral(uow: UnitOfWork, enquiry: Enquiry) -> Referral:
    """Take up a referral to which the person consents; a case begins."""
    check_enquiry(enquiry, uow.today)
    case_id = uow.new_id("case")
    uow.publish(
        ReferralReceived(
            case_id=case_id,
            district=enquiry.district,
            received_on=enquiry.received_on,
            source=enquiry.source,
        )
    )
    referral = Referral(
        case_id=case_id,
        district=enquiry.district,
        state=State.RECEIVED,
        received_on=enquiry.received_on,
        enquiry=enquiry.model_dump(mode="json"),
    )
    uow.add(referral)
    return referral


async def signpost_referral(uow: UnitOfWork, case_id: uuid.UUID, to: str) -> Referral:
    """Name the service that can help instead (guidance 4.18)."""
    referral = await _at(uow, case_id, State.RECEIVED)
    referral.state = State.SIGNPOSTED
    referral.signposted_to = to
    uow.publish(
        ReferralSignposted(
            case_id=case_id, district=referral.district, signposted_on=uow.today, to=to
        )
    )
    return referral


async def triage_referral(uow: UnitOfWork, case_id: uuid.UUID, screening: Screening) -> Referral:
    """Set complexity, urgency and the targets of the four stages (guidance 4.16, 4.35 to 4.39)."""
    referral = await _at(uow, case_id, State.RECEIVED)
    targets = statute(referral.received_on)
    result = triage(screening, referral.received_on, targets.target_working_days)
    referral.state = State.TRIAGED
    referral.triage = screening.model_dump(mode="json") | result.model_dump(mode="json")
    uow.publish(
        ReferralTriaged(
            case_id=case_id,
            district=referral.district,
            triaged_on=uow.today,
            complexity=result.complexity,
            urgency=result.urgency,
            targets=result.targets,
        )
    )
    return referral


async def record_assessment(
    uow: UnitOfWork, case_id: uuid.UUID, assessment: Assessment
) -> Referral:
    """Record what the occupational therapist found; the grants and register services learn it."""
    referral = await _at(uow, case_id, State.TRIAGED)
    check_assessment(assessment, referral.received_on, uow.today)
    referral.state = State.ASSESSED
    referral.assessment = assessment.model_dump(mode="json")
    uow.publish(
        ReferralAssessed(
            case_id=case_id,
            district=referral.district,
            assessed_on=assessment.assessed_on,
            needs=assessment.needs,
            recommended_works=assessment.recommended_works,
            access_need=assessment.access_need,
        )
    )
    return referral


async def _at(uow: UnitOfWork, case_id: uuid.UUID, state: State) -> Referral:
    """The referral, if it has come just so far."""
    referral = await uow.load(Referral, case_id)
    if referral.state != state:
        raise WrongState(f"the referral is {referral.state}; this is done when it is {state}")
    return referral
