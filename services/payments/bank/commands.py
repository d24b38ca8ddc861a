"""Bank accounts are entered, and hold once somebody else has confirmed them."""

import uuid
from typing import TypeVar

from sqlalchemy import func, select

from services.payments.books import check_stands, take_back
from services.payments.domain.bank import (
    DebitAccountFacts,
    DetailsProposed,
    check_other,
    check_serials,
    in_force_from,
    payee_of,
)
from services.payments.domain.modulus import Checked, check
from services.payments.in_force import modulus_weights
from services.payments.tables import BankDetails, DebitAccount, DebitAccountChange
from shared.mistakes import Mistake
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, WrongState

Entered = TypeVar("Entered", BankDetails, DebitAccountChange)


async def propose_debit_account(uow: UnitOfWork, facts: DebitAccountFacts) -> DebitAccountChange:
    """Enter the account from which a district pays, or another; somebody else confirms it."""
    uow.concerns(facts.district)
    change = DebitAccountChange(
        id=uow.new_id("debit account"),
        district=facts.district,
        account=facts,
        proposed_by=uow.reach.principal,
    )
    uow.add(change)
    return change


async def confirm_debit_account(uow: UnitOfWork, change_id: uuid.UUID) -> DebitAccountChange:
    """Have the next runs paid from it; those that were proposed before are proposed again."""
    change = await _entered(uow, DebitAccountChange, change_id)
    check_other(uow.reach.principal, change.proposed_by)
    account = await uow.find(DebitAccount, change.district)
    if account is None:
        uow.add(DebitAccount(**change.account.model_dump()))
    else:
        check_serials(change.account, account.service_user_number, account.next_serial)
        for name, value in change.account.model_dump().items():
            setattr(account, name, value)
    change.confirmed_by, change.confirmed_on = uow.reach.principal, uow.today
    return change


async def propose_details(uow: UnitOfWork, asked: DetailsProposed) -> BankDetails:
    """Note where a payee asks to be paid. Nothing is paid there until somebody else confirms it."""
    uow.concerns(asked.district)
    checked = check(modulus_weights(), asked.sort_code, asked.account_number)
    if checked is Checked.IMPOSSIBLE:
        raise InvalidInput.at("/account_number", "no such account at this sort code: ask the payee")
    details = BankDetails(
        id=uow.new_id("bank details"),
        payee=payee_of(asked.district, asked.name),
        modulus=checked,
        proposed_by=uow.reach.principal,
        **asked.model_dump(),
    )
    uow.add(details)
    return details


async def confirm_details(uow: UnitOfWork, details_id: uuid.UUID) -> BankDetails:
    """Confirm by another way than they came in that the details are the payee's."""
    details = await _entered(uow, BankDetails, details_id)
    check_other(uow.reach.principal, details.proposed_by)
    earlier = await uow.session.scalar(
        select(func.count()).where(
            BankDetails.payee == details.payee, BankDetails.confirmed_by.is_not(None)
        )
    )
    details.confirmed_by = uow.reach.principal
    details.in_force_from = in_force_from(uow.today, first=not earlier)
    return details


async def withdraw_debit_account(
    uow: UnitOfWork, change_id: uuid.UUID, mistake: Mistake
) -> DebitAccountChange:
    """Withdraw an account that was entered by mistake, before it holds."""
    change = await _entered(uow, DebitAccountChange, change_id)
    take_back(uow, change, mistake.reason)
    return change


async def withdraw_details(uow: UnitOfWork, details_id: uuid.UUID, mistake: Mistake) -> BankDetails:
    """Withdraw details that were entered by mistake, or that are not the payee's."""
    details = await _entered(uow, BankDetails, details_id)
    take_back(uow, details, mistake.reason)
    return details


async def _entered(uow: UnitOfWork, table: type[Entered], entered_id: uuid.UUID) -> Entered:
    """What one person entered and nobody has confirmed, locked."""
    row = await uow.load(table, entered_id)
    uow.concerns(row.district)
    check_stands(row)
    if row.confirmed_by is not None:
        raise WrongState("it is confirmed already")
    return row
