"""Part of a debt is given up by two people; what was given up by mistake is owed again."""

import uuid

from services.payments.books import take_back
from services.payments.domain.bank import check_other
from services.payments.domain.ledger import entries
from services.payments.domain.limits import check_limit
from services.payments.domain.recoveries import WriteOff, check_outstanding
from services.payments.recoveries.commands import Debt, debt_of, decided
from services.payments.tables import DecidedWriteOff
from shared.mistakes import Mistake
from shared.money import pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound, WrongState


async def propose_write_off(
    uow: UnitOfWork, case_id: uuid.UUID, recovery_id: uuid.UUID, asked: WriteOff
) -> Debt:
    """Ask that part of a debt be given up; somebody else decides."""
    debt = await debt_of(uow, case_id, recovery_id)
    if debt.row.write_off is not None:
        raise WrongState("a write-off waits for its approval: withdraw it first")
    check_outstanding(asked.amount, debt.outstanding)
    debt.row.write_off, debt.row.write_off_by = asked, uow.reach.principal
    return debt


async def approve_write_off(uow: UnitOfWork, case_id: uuid.UUID, recovery_id: uuid.UUID) -> Debt:
    """Give it up, within one's limit: the grant bears it."""
    debt, asked = await _proposed(uow, case_id, recovery_id)
    check_other(uow.reach.principal, debt.row.write_off_by)
    check_limit(uow.reach.limit, asked.amount)
    check_outstanding(asked.amount, debt.outstanding)
    given_up = decided(uow, debt.row, asked)
    given_up.given_up_on, given_up.given_up_by = uow.today, uow.reach.principal
    entry = entries.written_off(str(recovery_id), pence(asked.amount))
    debt.book.post(uow, "write-off", entry, uow.today, cause=given_up.id)
    return debt


async def withdraw_write_off(
    uow: UnitOfWork, case_id: uuid.UUID, recovery_id: uuid.UUID, mistake: Mistake
) -> Debt:
    """Withdraw what somebody proposed to give up and nobody has approved."""
    debt, asked = await _proposed(uow, case_id, recovery_id)
    take_back(uow, decided(uow, debt.row, asked), mistake.reason)
    return debt


async def correct_write_off(
    uow: UnitOfWork,
    case_id: uuid.UUID,
    recovery_id: uuid.UUID,
    write_off_id: uuid.UUID,
    mistake: Mistake,
) -> Debt:
    """Have owed again what was given up by mistake; never by who proposed that."""
    debt = await debt_of(uow, case_id, recovery_id)
    given_up = await uow.find(DecidedWriteOff, write_off_id)
    if given_up is None or given_up.recovery != recovery_id:
        raise NotFound
    check_other(uow.reach.principal, given_up.proposed_by)
    take_back(uow, given_up, mistake.reason)
    entry = entries.written_off(str(recovery_id), pence(given_up.asked.amount))
    reversal = entries.taken_back(entry)
    debt.book.post(uow, "write-off-corrected", reversal, uow.today, cause=given_up.id)
    return debt


async def _proposed(
    uow: UnitOfWork, case_id: uuid.UUID, recovery_id: uuid.UUID
) -> tuple[Debt, WriteOff]:
    debt = await debt_of(uow, case_id, recovery_id)
    if debt.row.write_off is None:
        raise WrongState("nobody has asked that anything be given up")
    return debt, debt.row.write_off
