"""Bank accounts are entered: the payee's by two people."""

import uuid

from sqlalchemy import func, select

from services.payments.domain.bank import (
    DebitAccountFacts,
    DetailsProposed,
    check_other,
    in_force_from,
    payee_of,
)
from services.payments.tables import BankDetails, DebitAccount
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def set_debit_account(uow: UnitOfWork, facts: DebitAccountFacts) -> DebitAccount:
    """Enter the account from which a district pays."""
    uow.concerns(facts.district)
    if await uow.find(DebitAccount, facts.district) is not None:
        raise WrongState("the district has its account already")
    account = DebitAccount(**facts.model_dump())
    uow.add(account)
    return account


async def propose_details(uow: UnitOfWork, asked: DetailsProposed) -> BankDetails:
    """Note where a payee asks to be paid. Nothing is paid there until somebody else confirms it."""
    uow.concerns(asked.district)
    details = BankDetails(
        id=uow.new_id("bank details"),
        payee=payee_of(asked.district, asked.name),
        proposed_by=uow.reach.principal,
        **asked.model_dump(),
    )
    uow.add(details)
    return details


async def confirm_details(uow: UnitOfWork, details_id: uuid.UUID) -> BankDetails:
    """Confirm by another way than they came in that the details are the payee's."""
    details = await uow.load(BankDetails, details_id)
    uow.concerns(details.district)
    if details.confirmed_by is not None:
        raise WrongState("these details are confirmed already")
    check_other(uow.reach.principal, details.proposed_by)
    earlier = await uow.session.scalar(
        select(func.count()).where(
            BankDetails.payee == details.payee, BankDetails.confirmed_by.is_not(None)
        )
    )
    details.confirmed_by = uow.reach.principal
    details.in_force_from = in_force_from(uow.today, first=not earlier)
    return details
