"""Money is demanded back by two people; what was demanded by mistake is taken back."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from services.payments.books import Book, check_stands, locked, take_back
from services.payments.domain.bank import check_other
from services.payments.domain.ledger import entries
from services.payments.domain.ledger.chart import Code
from services.payments.domain.own_works import check_grant
from services.payments.domain.recoveries import (
    Demand,
    Ground,
    WriteOff,
    check_demand,
    check_recoverable,
)
from services.payments.tables import DecidedWriteOff, Recovery
from shared.contracts.payments import DemandCorrected, GrantDemanded
from shared.mistakes import Mistake
from shared.money import NIL, pence, pounds
from shared.persistence.reading import Transaction
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound, WrongState


@dataclass(frozen=True)
class Debt:
    """A recovery, and what the ledger says of it."""

    row: Recovery
    book: Book

    @property
    def version(self) -> int:
        """Of the recovery."""
        return self.row.version

    @property
    def outstanding(self) -> Decimal:
        """Pounds that were demanded and have neither come in nor been given up."""
        return pounds(self.book.balances.by(Code.RECOVERABLE).get(str(self.row.id), 0))


async def propose_recovery(uow: UnitOfWork, case_id: uuid.UUID, demand: Demand) -> Debt:
    """Ask that money be demanded back; somebody else decides."""
    book = await locked(uow, case_id)
    check_grant(book.row.contracting_party)
    check_demand(demand, await _recoverable(uow, book), uow.today)
    row = Recovery(
        id=uow.new_id("recovery"),
        case_id=case_id,
        district=book.row.district,
        demand=demand,
        proposed_on=uow.today,
        proposed_by=uow.reach.principal,
    )
    uow.add(row)
    return Debt(row, book)


async def approve_recovery(uow: UnitOfWork, case_id: uuid.UUID, recovery_id: uuid.UUID) -> Debt:
    """Demand it: from here on it is owed to the council."""
    debt = await _proposed(uow, case_id, recovery_id)
    row = debt.row
    check_other(uow.reach.principal, row.proposed_by)
    check_recoverable(row.demand.amount, await _recoverable(uow, debt.book) + row.demand.amount)
    entry = entries.demanded(str(row.id), pence(row.demand.amount))
    debt.book.post(uow, "demand", entry, uow.today, cause=row.id)
    row.demanded_on, row.demanded_by = uow.today, uow.reach.principal
    uow.publish(
        GrantDemanded(
            case_id=case_id,
            district=row.district,
            recovery_id=row.id,
            of_charge=row.demand.ground is Ground.LAND_CHARGE,
            demanded_on=uow.today,
            amount=row.demand.amount,
            decision=row.decision,
        )
    )
    return debt


async def withdraw_recovery(
    uow: UnitOfWork, case_id: uuid.UUID, recovery_id: uuid.UUID, mistake: Mistake
) -> Debt:
    """Withdraw what was proposed by mistake and nobody has demanded."""
    debt = await _proposed(uow, case_id, recovery_id)
    take_back(uow, debt.row, mistake.reason)
    return debt


async def correct_recovery(
    uow: UnitOfWork, case_id: uuid.UUID, recovery_id: uuid.UUID, mistake: Mistake
) -> Debt:
    """Take a demand back that was a mistake, while all of it is owed; never by who proposed it."""
    debt = await debt_of(uow, case_id, recovery_id)
    row = debt.row
    check_stands(row)
    if row.demanded_on is None:
        raise WrongState("it is not demanded yet: withdraw it")
    if debt.outstanding != row.demand.amount:
        raise WrongState("part of it came in or was given up: have the rest written off")
    check_other(uow.reach.principal, row.proposed_by)
    take_back(uow, row, mistake.reason)
    entry = entries.taken_back(entries.demanded(str(row.id), pence(row.demand.amount)))
    debt.book.post(uow, "demand-corrected", entry, uow.today, cause=row.id)
    if row.write_off is not None:
        decided(uow, row, row.write_off).taken_back = row.taken_back
    about = {"case_id": case_id, "district": row.district, "recovery_id": row.id}
    uow.publish(DemandCorrected(**about, corrected_on=uow.today, amount=row.demand.amount))
    return debt


def decided(uow: UnitOfWork, row: Recovery, asked: WriteOff) -> DecidedWriteOff:
    """What somebody proposed to give up waits no more, and stays to be read."""
    found = DecidedWriteOff(
        id=uow.new_id("write-off"),
        case_id=row.case_id,
        district=row.district,
        recovery=row.id,
        asked=asked,
        proposed_by=row.write_off_by,
    )
    uow.add(found)
    row.write_off = None
    return found


async def debts_of(transaction: Transaction, book: Book) -> list[Debt]:
    """The recoveries of a case, the first proposed first."""
    rows = await transaction.session.scalars(
        select(Recovery)
        .where(Recovery.case_id == book.row.case_id)
        .order_by(Recovery.proposed_on, Recovery.id)
    )
    return [Debt(row, book) for row in rows]


async def _recoverable(uow: UnitOfWork, book: Book) -> Decimal:
    """Pounds of the grant that were paid, and that nobody has demanded back."""
    stand = (d.row.demand.amount for d in await debts_of(uow, book) if d.row.taken_back is None)
    demanded = sum(stand, NIL)
    return min(book.paid, book.standing.paid_from_award) - demanded


async def _proposed(uow: UnitOfWork, case_id: uuid.UUID, recovery_id: uuid.UUID) -> Debt:
    """What somebody proposed and nobody has demanded."""
    debt = await debt_of(uow, case_id, recovery_id)
    check_stands(debt.row)
    if debt.row.demanded_on is not None:
        raise WrongState("it is demanded already")
    return debt


async def debt_of(uow: UnitOfWork, case_id: uuid.UUID, recovery_id: uuid.UUID) -> Debt:
    """A debt of the case, whose account is locked."""
    book = await locked(uow, case_id)
    row = await uow.find(Recovery, recovery_id)
    if row is None or row.case_id != case_id:
        raise NotFound
    return Debt(row, book)
