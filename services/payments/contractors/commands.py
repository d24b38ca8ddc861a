"""The authority agrees that somebody is paid who gave no estimate before the approval.

An agreement that was a mistake is taken back, as long as nobody was paid by it.
"""

import uuid

from sqlalchemy import select

from services.payments.books import contractor_of, locked, next_agreement, take_back, unsettled
from services.payments.domain.contractors import Agreement
from services.payments.domain.dates import check_dates
from services.payments.domain.life import NO_LONGER
from services.payments.domain.own_works import check_grant
from services.payments.tables import ContractorOfCase, ReceivedInvoice
from shared.contracts.contractors import contractor_id
from shared.mistakes import Mistake
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound, WrongState


async def agree_to_contractor(
    uow: UnitOfWork, case_id: uuid.UUID, agreement: Agreement
) -> ContractorOfCase:
    """Record that the authority agreed, why and on which estimate (section 38; B132)."""
    account = (await unsettled(uow, case_id)).row
    check_grant(account.contracting_party)
    check_dates({"/agreed_on": agreement.agreed_on}, account.opened_on, uow.today)
    id_ = contractor_id(case_id, agreement.name)
    if await contractor_of(uow, id_) is not None:
        raise WrongState("this contractor can be paid on the case already")
    contractor = ContractorOfCase(
        id=id_,
        number=await next_agreement(uow, id_),
        case_id=case_id,
        district=account.district,
        estimate=agreement.estimate,
        name=agreement.name,
        reason=agreement.reason,
        agreed_on=agreement.agreed_on,
        agreed_by=uow.reach.principal,
        agreed_estimate=agreement.estimate,
    )
    uow.add(contractor)
    return contractor


async def correct_agreement(
    uow: UnitOfWork, case_id: uuid.UUID, contractor: uuid.UUID, mistake: Mistake
) -> ContractorOfCase:
    """Take back an agreement that was a mistake, as long as no invoice of theirs stands.

    Where grants has told of them since, they can be paid by that.
    """
    await locked(uow, case_id)
    row = await contractor_of(uow, contractor)
    if row is None or row.case_id != case_id:
        raise NotFound
    if row.agreed_by is None:
        raise WrongState(
            "the grants service told of this contractor: an agreement is struck out there"
        )
    standing = select(ReceivedInvoice.id).where(
        ReceivedInvoice.contractor == contractor, ReceivedInvoice.state.not_in(NO_LONGER)
    )
    if await uow.session.scalar(standing.limit(1)) is not None:
        raise WrongState("an invoice of theirs stands: reject it, or take its approval back, first")
    take_back(uow, row, mistake.reason)
    if row.told_estimate is not None:
        await uow.session.flush()  # two agreements to one contractor never stand at once
        told = ContractorOfCase(
            id=contractor,
            number=await next_agreement(uow, contractor),
            case_id=case_id,
            district=row.district,
            estimate=row.told_estimate,
            agreed_on=row.told_on,
        )
        uow.add(told)
    return row
