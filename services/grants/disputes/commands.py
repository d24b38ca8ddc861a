"""Disputes about the works, raised by either side and settled."""

import uuid

from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.disputes import CLAUSES, check_none_open, to_settle
from services.grants.domain.casework.entries_of_works import (
    Dispute,
    DisputeOutcome,
    DisputeRaised,
    DisputeSettled,
    Settlement,
)
from services.grants.domain.casework.life import Step
from services.grants.record import OpenRecord, open_case
from shared.contracts.codes import PaidTo
from shared.contracts.grants import PaymentFreed, PaymentHeld
from shared.persistence.unit_of_work import UnitOfWork


async def raise_dispute(uow: UnitOfWork, case_id: uuid.UUID, dispute: Dispute) -> OpenRecord:
    """Record that somebody is not satisfied with the works: payment for them waits."""
    case = await open_case(uow, case_id)
    case.demand(Step.DISPUTE)
    check_none_open(case.history)
    check_date(CaseDate.DISPUTED, dispute.raised_on, case.history, uow.today, "/raised_on")
    case.record(DisputeRaised(**dict(dispute)))
    uow.publish(
        PaymentHeld(
            case_id=case_id,
            district=case.row.district,
            held_on=dispute.raised_on,
            clause=CLAUSES[dispute.by],
        )
    )
    return case


async def settle_dispute(uow: UnitOfWork, case_id: uuid.UUID, settlement: Settlement) -> OpenRecord:
    """Settle a dispute: payment goes on, to the contractor or to the applicant instead."""
    case = await open_case(uow, case_id)
    case.demand(Step.DISPUTE)
    to_settle(case.history, settlement)
    day = settlement.settled_on
    check_date(CaseDate.DISPUTED, day, case.history, uow.today, "/settled_on")
    case.record(DisputeSettled(**dict(settlement)))
    instead = settlement.outcome is DisputeOutcome.PAID_TO_APPLICANT
    uow.publish(
        PaymentFreed(
            case_id=case_id,
            district=case.row.district,
            freed_on=day,
            payee=PaidTo.APPLICANT if instead else PaidTo.CONTRACTOR,
        )
    )
    return case
