"""The authority agrees that somebody is paid who gave no estimate before the approval."""

import uuid

from services.payments.books import unsettled
from services.payments.domain.contractors import Agreement
from services.payments.domain.dates import check_dates
from services.payments.domain.own_works import check_grant
from services.payments.tables import ContractorOfCase
from shared.contracts.contractors import contractor_id
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def agree_to_contractor(
    uow: UnitOfWork, case_id: uuid.UUID, agreement: Agreement
) -> ContractorOfCase:
    """Record that the authority agreed, why and on which estimate (section 38; B132)."""
    account = (await unsettled(uow, case_id)).row
    check_grant(account.contracting_party)
    check_dates({"/agreed_on": agreement.agreed_on}, account.opened_on, uow.today)
    id_ = contractor_id(case_id, agreement.name)
    if await uow.find(ContractorOfCase, id_) is not None:
        raise WrongState("this contractor can be paid on the case already")
    contractor = ContractorOfCase(
        id=id_,
        case_id=case_id,
        district=account.district,
        estimate=agreement.estimate,
        name=agreement.name,
        reason=agreement.reason,
        agreed_on=agreement.agreed_on,
        agreed_by=uow.reach.principal,
    )
    uow.add(contractor)
    return contractor
