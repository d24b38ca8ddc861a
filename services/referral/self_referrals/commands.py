"""Requests of people for themselves: kept under their own reach, taken up under the district's."""

import uuid
from typing import ClassVar

from services.referral.domain.self_referral import SelfReferral, check_self_referral
from services.referral.intake.commands import receive_referral
from services.referral.tables import Referral, SelfReferralRecord
from shared.calendar import legal_date
from shared.contracts.event import OwnEvent
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import OutOfReach, WrongState


class SelfReferralSent(OwnEvent):
    """Somebody asked for help at home for themselves or their family."""

    TYPE: ClassVar[str] = "referral.self-referral-sent"


async def send_self_referral(uow: UnitOfWork, request: SelfReferral) -> SelfReferralRecord:
    """Keep a person's request under the case that their token names, and have it taken up."""
    if uow.reach.case is None:
        raise OutOfReach("a request is of the one case that a resident's token names")
    case_id = uuid.UUID(uow.reach.case)
    uow.concerns(request.district, case_id)
    check_self_referral(request, uow.today)
    for table in (SelfReferralRecord, Referral):
        if await uow.session.get(table, case_id) is not None:
            raise WrongState("we have your request already: there is no need to send it again")
    record = SelfReferralRecord(
        case_id=case_id,
        district=request.district,
        sent_at=uow.now,
        sent_by=uow.reach.principal,
        request=request,
    )
    uow.add(record)
    uow.later(SelfReferralSent(case_id=case_id, district=request.district))
    return record


async def take_up_self_referral(uow: UnitOfWork, event: SelfReferralSent) -> None:
    """A person's request becomes a referral like any other, of the day on which it was sent."""
    record = await uow.read(SelfReferralRecord, event.case_id)
    enquiry = record.request.as_enquiry(legal_date(record.sent_at))
    await receive_referral(uow, enquiry, record.case_id)
