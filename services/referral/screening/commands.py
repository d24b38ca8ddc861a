"""Screening enquiries: to triage, or to another service."""

import uuid

from services.referral.casefile.records import Casefile, add_screening, add_signposting, take_up
from services.referral.domain.life import Step
from services.referral.domain.screening import Screening, TriageRevision, check_screening
from services.referral.domain.signposting import Destination
from shared.contracts.referral import ReferralSignposted, ReferralTakenUpAgain
from shared.persistence.unit_of_work import UnitOfWork


async def signpost_referral(uow: UnitOfWork, case_id: uuid.UUID, to: Destination) -> Casefile:
    """Name the service that can help instead (guidance 4.18)."""
    casefile = await take_up(uow, case_id, Step.SIGNPOST)
    add_signposting(uow, casefile, to)
    district = casefile.referral.district
    uow.publish(
        ReferralSignposted(case_id=case_id, district=district, signposted_on=uow.today, to=to)
    )
    return casefile


async def take_up_again(uow: UnitOfWork, case_id: uuid.UUID, reason: str) -> Casefile:
    """Work on an enquiry after all that was signposted; more is known, or it was a mistake (4.24)."""
    casefile = await take_up(uow, case_id, Step.TAKE_UP_AGAIN)
    add_signposting(uow, casefile, None, reason)
    district = casefile.referral.district
    uow.publish(ReferralTakenUpAgain(case_id=case_id, district=district, taken_up_on=uow.today))
    return casefile


async def triage_referral(uow: UnitOfWork, case_id: uuid.UUID, screening: Screening) -> Casefile:
    """Set complexity, urgency and the targets of the four stages (guidance 4.16, 4.35 to 4.39)."""
    casefile = await take_up(uow, case_id, Step.TRIAGE)
    check_screening(screening, casefile.referral.received_on)
    await add_screening(uow, casefile, screening)
    return casefile


async def revise_triage(uow: UnitOfWork, case_id: uuid.UUID, revision: TriageRevision) -> Casefile:
    """Screen again when circumstances change or more is known (guidance 4.24, 4.39)."""
    casefile = await take_up(uow, case_id, Step.REVISE_TRIAGE)
    check_screening(revision.screening, casefile.referral.received_on, "/screening")
    await add_screening(uow, casefile, revision.screening, revision.reason)
    return casefile
