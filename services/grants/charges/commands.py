"""Local land charges."""

import datetime as dt
import uuid

from services.grants.domain.casework import charges, repayment
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries import ChargeRegistered
from services.grants.domain.casework.entries_of_repayment import (
    ChargeRemoved,
    Disposal,
    DisposalDecision,
    HomeDisposed,
    Removal,
    RepaymentDecided,
)
from services.grants.domain.casework.life import Step
from services.grants.in_force import law
from services.grants.record import OpenRecord, announcements, open_case
from shared.contracts import grants
from shared.contracts.grants import LandChargeRegistered, LandChargeRemoved
from shared.persistence.unit_of_work import UnitOfWork


async def register_land_charge(
    uow: UnitOfWork, case_id: uuid.UUID, registered_on: dt.date
) -> OpenRecord:
    """Record that the charges of the decision were registered as local land charges."""
    case = await open_case(uow, case_id)
    case.take(Step.REGISTER_CHARGE)
    charges.to_register(case.history)
    check_date(CaseDate.REGISTERED, registered_on, case.history, uow.today, "/registered_on")
    case.record(ChargeRegistered(registered_on=registered_on))
    about = {"case_id": case_id, "district": case.row.district}
    uow.publish(LandChargeRegistered(**about, **announcements.charge(case.history)))
    return case


async def note_disposal(uow: UnitOfWork, case_id: uuid.UUID, disposal: Disposal) -> OpenRecord:
    """Record that the charged home was disposed of: whether to demand repayment is to be decided."""
    case = await open_case(uow, case_id)
    case.demand(Step.NOTE_DISPOSAL)
    repayment.check_none_waits(case.history)
    day = disposal.disposed_on
    check_date(CaseDate.DISPOSED, day, case.history, uow.today, "/disposed_on")
    most = repayment.repayable(case.history, day)
    case.record(HomeDisposed(**dict(disposal), repayable=most))
    return case


async def decide_repayment(
    uow: UnitOfWork, case_id: uuid.UUID, decision: DisposalDecision
) -> OpenRecord:
    """Decide what is demanded after a disposal: all, a part, or nothing (B124)."""
    case = await open_case(uow, case_id)
    case.demand(Step.DECIDE_REPAYMENT)
    disposal, day = repayment.to_decide(case.history), decision.decided_on
    rule = law.repayment_rule(case.row.district, case.history, day)
    check_date(CaseDate.REPAYMENT_DECIDED, day, case.history, uow.today, "/decided_on")
    repayment.check_repayment(decision, disposal, rule)
    case.record(RepaymentDecided(**dict(decision), clause=rule.clause))
    uow.publish(
        grants.RepaymentDecided(
            case_id=case_id,
            district=case.row.district,
            decided_on=day,
            about="disposal",
            demanded=decision.demanded,
            most=disposal.repayable,
            clause=rule.clause,
            decision=case.row.entries,
        )
    )
    return case


async def remove_charge(uow: UnitOfWork, case_id: uuid.UUID, removal: Removal) -> OpenRecord:
    """Record that the charges were taken off: their years are over, or repayment was decided on."""
    case = await open_case(uow, case_id)
    case.demand(Step.REMOVE_CHARGE)
    day = removal.removed_on
    repayment.check_removal(case.history, day)
    check_date(CaseDate.REMOVED, day, case.history, uow.today, "/removed_on")
    case.record(ChargeRemoved(**dict(removal)))
    uow.publish(LandChargeRemoved(case_id=case_id, district=case.row.district, removed_on=day))
    return case
