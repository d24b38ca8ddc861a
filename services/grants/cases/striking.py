"""What was recorded by mistake is struck out, and others are told what holds again."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from services.grants.domain.casework import mistakes
from services.grants.domain.casework.entries import ChargeRegistered
from services.grants.domain.casework.entries_of_amending import MistakenEntry, StruckOut
from services.grants.domain.casework.entries_of_clinic import (
    ClinicAdvised,
    ClinicDecided,
    ReferredToClinic,
)
from services.grants.domain.casework.entries_of_repayment import ChargeRemoved, RepaymentDecided
from services.grants.domain.casework.entries_of_time import (
    Extended,
    InvitationAnswered,
    RefusalInvited,
    ReviewRequested,
)
from services.grants.domain.casework.entries_of_works import ContractorAgreed
from services.grants.domain.casework.entry import Entry
from services.grants.in_force import law
from services.grants.record import OpenRecord, agenda, announcements, open_case
from shared.contracts.contractors import contractor_id
from shared.contracts.grants import (
    ContractorAgreementStruckOut,
    LandChargeCorrected,
    Prolonged,
    ReviewStruckOut,
)
from shared.persistence.unit_of_work import UnitOfWork

Follow = Callable[[UnitOfWork, OpenRecord, Any], Awaitable[None]]
"""What follows once an entry of that kind does not count any more."""


async def strike_out(uow: UnitOfWork, case_id: uuid.UUID, mistake: MistakenEntry) -> OpenRecord:
    """Strike out what was recorded by mistake; others are told what holds again."""
    case = await open_case(uow, case_id)
    entry = mistakes.to_strike(mistake, case.history)
    case.demand(*mistakes.STRUCK_BY[type(entry)])
    case.record(StruckOut(**dict(mistake)))
    follow = FOLLOWS.get(type(entry))
    if follow is not None:
        await follow(uow, case, entry)
    return case


async def _extended(uow: UnitOfWork, case: OpenRecord, _: Extended) -> None:
    uow.publish(Prolonged(**_about(case), complete_by=law.complete_by(case.history)))


async def _review_requested(uow: UnitOfWork, case: OpenRecord, entry: ReviewRequested) -> None:
    uow.publish(ReviewStruckOut(**_about(case), asked_on=entry.asked_on))


async def _refusal_invited(uow: UnitOfWork, case: OpenRecord, _: RefusalInvited) -> None:
    uow.publish(announcements.answer_settled(case.row, uow.today, answered=False))


async def _invitation_answered(uow: UnitOfWork, case: OpenRecord, _: InvitationAnswered) -> None:
    if open_ := case.history.invitation:
        asked = announcements.answer_requested(case.row, open_.invited_on, open_.answer_by)
        uow.publish(asked)


async def _contractor_agreed(uow: UnitOfWork, case: OpenRecord, entry: ContractorAgreed) -> None:
    theirs = contractor_id(case.row.case_id, entry.contractor)
    struck = ContractorAgreementStruckOut(
        **_about(case),
        agreed_on=entry.agreed_on,
        contractor_id=theirs,
        estimate=announcements.estimate_of(theirs, case.row.case_id, case.history),
    )
    uow.publish(struck)


async def _charge_registered(uow: UnitOfWork, case: OpenRecord, _: ChargeRegistered) -> None:
    gone = {"registered_on": None, "amount": None, "ends_on": None}
    uow.publish(LandChargeCorrected(**_about(case), **gone))


async def _repayment_decided(uow: UnitOfWork, case: OpenRecord, entry: RepaymentDecided) -> None:
    uow.publish(announcements.not_demanded(case.row, case.history, entry))


async def _charge_removed(uow: UnitOfWork, case: OpenRecord, _: ChargeRemoved) -> None:
    uow.publish(LandChargeCorrected(**_about(case), **announcements.charge(case.history)))


async def _referred_to_clinic(uow: UnitOfWork, _: OpenRecord, entry: ReferredToClinic) -> None:
    await agenda.strike_referral(uow, entry)


async def _clinic_spoke(
    uow: UnitOfWork, case: OpenRecord, _: ClinicAdvised | ClinicDecided
) -> None:
    await agenda.wait_again(uow, case.history)


def _about(case: OpenRecord) -> dict[str, Any]:
    return {"case_id": case.row.case_id, "district": case.row.district}


FOLLOWS: dict[type[Entry], Follow] = {
    Extended: _extended,
    ReviewRequested: _review_requested,
    RefusalInvited: _refusal_invited,
    InvitationAnswered: _invitation_answered,
    ContractorAgreed: _contractor_agreed,
    ChargeRegistered: _charge_registered,
    RepaymentDecided: _repayment_decided,
    ChargeRemoved: _charge_removed,
    ReferredToClinic: _referred_to_clinic,
    ClinicAdvised: _clinic_spoke,
    ClinicDecided: _clinic_spoke,
}
"""Of what was told to others, or stands elsewhere too."""
