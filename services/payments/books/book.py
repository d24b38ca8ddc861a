"""An account with its ledger: what it comes to, and how an entry is added."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm.attributes import flag_modified

from services.payments.domain import accounts as rules
from services.payments.domain.dates import check_in_force
from services.payments.domain.ledger.balances import Balances
from services.payments.domain.ledger.chart import Code
from services.payments.domain.ledger.entries import APPLICANT, Entry, balanced
from services.payments.tables import Account, LedgerEntry, LedgerPosting
from shared.money import pounds
from shared.persistence.reading import Transaction
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState

Columns = dict[str, Any]


class Posted(NamedTuple):
    """An entry of one step on the account of a case, and what brought it about."""

    cause: uuid.UUID
    case_id: uuid.UUID
    district: str
    entry: Entry


@dataclass(frozen=True)
class Book:
    """The account of a case and what its ledger comes to."""

    row: Account
    balances: Balances

    @property
    def version(self) -> int:
        """Of the account: it counts every entry."""
        return self.row.version

    @property
    def _works(self) -> Balances:
        """Without what goes back to the applicant."""
        return self.balances.apart_from(APPLICANT)

    @property
    def standing(self) -> rules.Account:
        """The account as the rules see it."""
        sums = self._works
        received = sums.credits(Code.CONTRIBUTION) - self.balances.owed_to(APPLICANT)
        due = sums.credits(Code.PAYABLE) - sums.debits(Code.RETURNED)
        accepted = due + sums.due(Code.RETAINED)
        return rules.Account(
            award=self.row.award,
            contribution=self.row.contribution,
            contribution_received=pounds(received),
            contribution_first=self.row.contribution_first,
            paid=pounds(accepted),
            paid_from_award=pounds(sums.debits(Code.DRAWN)),
            works_certified=self.row.works_certified_on is not None,
            stage_limit=self.row.stage_limit,
        )

    @property
    def paid(self) -> Decimal:
        """Pounds that have reached contractors."""
        sums = self._works
        gone = sums.debits(Code.PAYABLE) - sums.due(Code.TRANSIT) - sums.credits(Code.RETURNED)
        return pounds(gone - sums.credits(Code.TAX_DEDUCTED))

    @property
    def owed(self) -> int:
        """Pence that were accepted and have not reached their contractor."""
        open_ = (Code.PAYABLE, Code.RETAINED, Code.TRANSIT, Code.RETURNED)
        return sum(map(self._works.due, open_))

    def post(
        self,
        uow: UnitOfWork,
        step: str,
        entry: Entry,
        effective_on: dt.date,
        cause: uuid.UUID | None = None,
    ) -> None:
        """Add an entry to the ledger. Its lines have to balance, or nothing is posted.

        The cause is the request or event, unless it is a payment that goes each of its steps once.
        """
        row = self.row
        posted = Posted(cause or uow.cause, row.case_id, row.district, entry)
        head, lines = _columns(uow, step, posted, effective_on)
        self.balances.post(entry)
        flag_modified(row, "district")  # the account has changed, though no column of it has
        uow.add(LedgerEntry(**head))
        for line in lines:
            uow.add(LedgerPosting(**line))


async def post_each(uow: UnitOfWork, step: str, posted: Sequence[Posted]) -> None:
    """Add one step's entries to many accounts, which are locked, without reading their sums."""
    columns = [_columns(uow, step, each, uow.today) for each in posted]
    cases = {each.case_id for each in posted}
    await uow.session.execute(insert(LedgerEntry), [head for head, _ in columns])
    await uow.session.execute(insert(LedgerPosting), [line for _, of in columns for line in of])
    await uow.session.execute(
        update(Account)
        .where(Account.case_id.in_(cases))
        .values(version=Account.version + 1)
        .execution_options(synchronize_session=False)
    )


async def book_of(transaction: Transaction, row: Account, until: dt.date = dt.date.max) -> Book:
    """The account and its ledger, with what counts until that day.

    To change it the row is locked before: then nobody else posts.
    """
    pence = LedgerPosting.pence
    is_debit = (pence > 0) != LedgerPosting.reversal
    sums = await transaction.session.execute(
        select(
            LedgerPosting.code,
            LedgerPosting.of,
            func.coalesce(func.sum(pence).filter(is_debit), 0),
            func.coalesce(-func.sum(pence).filter(~is_debit), 0),
        )
        .where(LedgerPosting.case_id == row.case_id, LedgerPosting.effective_on <= until)
        .group_by(LedgerPosting.code, LedgerPosting.of)
        .order_by(func.min(LedgerPosting.effective_on), func.min(LedgerPosting.line))
    )
    lines = ((Code(code), of, int(debits), int(credits_)) for code, of, debits, credits_ in sums)
    return Book(row, Balances(lines))


async def locked(uow: UnitOfWork, case_id: uuid.UUID) -> Book:
    """The account of a case, locked, whatever became of it."""
    row = await uow.load(Account, case_id)
    uow.concerns(row.district, case_id)
    return await book_of(uow, row)


async def unsettled(uow: UnitOfWork, case_id: uuid.UUID) -> Book:
    """The account of a case, locked; `WrongState` before its day and once it is settled."""
    book = await locked(uow, case_id)
    row = book.row
    if row.settled_on is not None:
        raise WrongState("the account is settled; nothing more is taken in or paid on it")
    if row.frozen_on is not None:
        raise WrongState(f"the approval ended on {row.frozen_on}; nothing more is taken in")
    check_in_force(row.opened_on, uow.today)
    return book


def _columns(
    uow: UnitOfWork, step: str, posted: Posted, effective_on: dt.date
) -> tuple[Columns, list[Columns]]:
    """An entry's row, and those of its lines; its id is that of its cause and step."""
    cause, case_id, district, entry = posted
    if not balanced(entry):
        raise AssertionError(f"the entry of {step} does not balance")
    of_case = {"case_id": case_id, "district": district}
    entry_id = uuid.uuid5(cause, f"entry/{step}")
    told = {"cause": cause, "step": step, "recorded_at": uow.now, "actor": uow.reach.principal}
    lines = [
        {"entry_id": entry_id, "line": line, "effective_on": effective_on}
        | {"code": code, "of": of, "pence": pence, "reversal": reversal}
        | of_case
        for line, (code, of, pence, reversal) in enumerate(entry, 1)
    ]
    return {"id": entry_id} | told | of_case, lines
