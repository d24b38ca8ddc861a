"""What readers are shown of debts to the council."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.books import book_of
from services.payments.domain.recoveries import CLAUSES, Demand, WriteOff, overdue_of
from services.payments.recoveries.commands import Debt, debts_of
from services.payments.tables import Account, DecidedWriteOff, Repayment
from shared.mistakes import TakenBack
from shared.money import NIL
from shared.persistence.reading import Reading
from shared.schema import Model, Pounds
from shared.views import ViewOfRow, shown


class RecoveryView(Model):
    """A debt to the council; pounds."""

    id: uuid.UUID
    """The number of the recovery."""
    case_id: uuid.UUID
    """The case on whose grant it is demanded."""
    version: int
    """Counts the changes; the ETag is made of it."""
    demand: Demand
    """What is demanded, why, and when it is due."""
    clause: str
    """The section or clause that allows it."""
    proposed_by: str
    """Who asked for it."""
    demanded_on: dt.date | None
    """The day of the demand; null until somebody else has approved it."""
    demanded_by: str | None
    """Who approved it, never who asked for it; null before that."""
    doubted_on: dt.date | None
    """The day on which grants told that the decision on which it was demanded was a mistake; null:
    that stands."""
    outstanding: Pounds
    """What is still owed, in pounds; nil before the demand."""
    write_off: WriteOff | None
    """What somebody proposes to give up and nobody has decided on; null otherwise."""
    taken_back: TakenBack | None
    """When it was found to be a mistake, by whom and why; null: it stands."""

    @classmethod
    def of(cls, debt: Debt) -> "RecoveryView":
        clause = CLAUSES[debt.row.demand.ground]
        return shown(cls, debt.row, clause=clause, outstanding=debt.outstanding)


class RepaymentView(ViewOfRow):
    """Money that came in on a debt; pounds."""

    id: uuid.UUID
    """The number of the repayment."""
    recovery: uuid.UUID
    """The number of the debt."""
    amount: Pounds
    """How much came in, in pounds."""
    received_on: dt.date
    """The day on which it came in."""
    received_by: str
    """Who booked it."""
    taken_back: TakenBack | None
    """When it was found to be a mistake, by whom and why; null: it counts."""


class WriteOffView(ViewOfRow):
    """What was proposed to be given up of a debt, and what became of that."""

    id: uuid.UUID
    """The number of the write-off."""
    recovery: uuid.UUID
    """The number of the debt."""
    asked: WriteOff
    """How much of it, why and by which authority."""
    proposed_by: str | None
    """Who proposed it; null of what was given up before that was kept."""
    given_up_on: dt.date | None
    """The day on which it was given up; null of what was withdrawn before."""
    given_up_by: str | None
    """Who approved it, never who proposed it; null of what was withdrawn before."""
    taken_back: TakenBack | None
    """When it was withdrawn or found to be a mistake, by whom and why; null: it is given up."""


class Recoveries(Model):
    """The debts of a case."""

    items: list[RecoveryView]
    """The first proposed first."""
    repayments: list[RepaymentView]
    """What came in on them, the first received first."""
    write_offs: list[WriteOffView]
    """What was given up of them, after what was withdrawn before it was."""
    overdue: Pounds
    """What of their instalments is past its day, in pounds."""


async def recoveries(reading: Reading, case_id: uuid.UUID) -> Recoveries:
    """The debts of a case, and what of them is overdue."""
    book = await book_of(reading, await reading.read(Account, case_id))
    debts = await debts_of(reading, book)
    late = [
        overdue_of(d.row.demand, d.row.demand.amount - d.outstanding, reading.today)
        for d in debts
        if d.row.demanded_on and d.row.taken_back is None
    ]
    came_in = await reading.session.scalars(
        select(Repayment)
        .where(Repayment.case_id == case_id)
        .order_by(Repayment.received_on, Repayment.id)
    )
    given_up = await reading.session.scalars(
        select(DecidedWriteOff)
        .where(DecidedWriteOff.case_id == case_id)
        .order_by(DecidedWriteOff.given_up_on.nulls_first(), DecidedWriteOff.id)
    )
    return Recoveries(
        items=[RecoveryView.of(debt) for debt in debts],
        repayments=[RepaymentView.of(row) for row in came_in],
        write_offs=[WriteOffView.of(row) for row in given_up],
        overdue=sum(late, NIL),
    )
