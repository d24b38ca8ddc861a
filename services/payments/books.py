"""An account with its ledger: as commands find it, change it and show it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from services.payments.domain import accounts as rules
from services.payments.domain.dates import check_in_force
from services.payments.domain.invoices import InvoiceState
from services.payments.domain.ledger.balances import Balances
from services.payments.domain.ledger.chart import Code
from services.payments.domain.ledger.entries import Entry, balanced, release
from services.payments.domain.policy import StageLimit
from services.payments.tables import (
    Account,
    LedgerEntry,
    LedgerPosting,
    Payment,
    ReceivedInvoice,
    RunPayment,
)
from shared.contracts.codes import PaymentStage
from shared.contracts.payments import AccountSettled, PaymentMade
from shared.money import pounds
from shared.persistence.reading import Transaction
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState
from shared.schema import Model, Pounds


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
    def standing(self) -> rules.Account:
        """The account as the rules see it."""
        held, drawn = Code.CONTRIBUTION, Code.DRAWN
        accepted = self.balances.credits(Code.PAYABLE) - self.balances.debits(Code.RETURNED)
        return rules.Account(
            award=self.row.award,
            contribution=self.row.contribution,
            contribution_received=pounds(self.balances.credits(held)),
            contribution_first=self.row.contribution_first,
            paid=pounds(accepted),
            paid_from_award=pounds(self.balances.debits(drawn)),
            works_certified=self.row.works_certified_on is not None,
            stage_limit=self.row.stage_limit,
        )

    @property
    def paid(self) -> Decimal:
        """Pounds that have reached contractors."""
        sums = self.balances
        gone = sums.debits(Code.PAYABLE) - sums.due(Code.TRANSIT) - sums.credits(Code.RETURNED)
        return pounds(gone)

    @property
    def owed(self) -> int:
        """Pence that were accepted and have not reached their contractor."""
        return sum(map(self.balances.due, (Code.PAYABLE, Code.TRANSIT, Code.RETURNED)))

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
        if not balanced(entry):
            raise AssertionError(f"the entry of {step} does not balance")
        self.balances.post(entry)
        row = self.row
        flag_modified(row, "district")  # the account has changed, though no column of it has
        of_case = {"case_id": row.case_id, "district": row.district}
        entry_id = uuid.uuid5(cause or uow.cause, f"entry/{step}")
        head = {"cause": cause or uow.cause, "step": step, "recorded_at": uow.now}
        uow.add(LedgerEntry(id=entry_id, actor=uow.reach.principal, **head, **of_case))
        for line, (code, of, pence) in enumerate(entry, 1):
            key = {"entry_id": entry_id, "line": line, "effective_on": effective_on}
            uow.add(LedgerPosting(code=code, of=of, pence=pence, **key, **of_case))


class AccountView(Model):
    """An account as finance sees it; pounds."""

    case_id: uuid.UUID
    """The case whose grant is paid from it."""
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    """ONS code of the district that pays."""
    opened_on: dt.date
    """The day of the approval."""
    policy_version: str
    """The edition of the district's policy that the case was decided by."""
    award: Pounds
    """What was approved in all, in pounds."""
    contribution: Pounds
    """What the applicant has to pay, in pounds."""
    contribution_received: Pounds
    """What the applicant has paid in, in pounds."""
    contribution_first: str | None
    """The clause by which nothing is paid before the whole contribution is in; None without one."""
    paid: Pounds
    """What was paid to contractors, in pounds."""
    left: Pounds
    """What may still be accepted, in pounds: award and contribution without what was."""
    interim_limit: Pounds
    """What may be paid in all before the works are certified."""
    stage_limit: StageLimit
    """How much may be paid before the works are complete, as the policy has it."""
    works_certified_on: dt.date | None
    """The day on which the works were found complete; null before that."""
    settled_on: dt.date | None
    """The day of the last payment; null before that."""
    contribution_due_back: Pounds | None
    """What the applicant paid in and was not spent; None until the account is settled."""

    @classmethod
    def of(cls, book: Book) -> "AccountView":
        row, now = book.row, book.standing
        return cls(
            case_id=row.case_id,
            version=row.version,
            district=row.district,
            opened_on=row.opened_on,
            policy_version=row.policy_version,
            award=now.award,
            contribution=now.contribution,
            contribution_received=now.contribution_received,
            contribution_first=now.contribution_first,
            paid=book.paid,
            left=now.budget - now.paid,
            interim_limit=now.interim_limit,
            stage_limit=now.stage_limit,
            works_certified_on=row.works_certified_on,
            settled_on=row.settled_on,
            contribution_due_back=now.contribution_unspent if row.settled_on else None,
        )


async def book_of(transaction: Transaction, row: Account) -> Book:
    """The account and its ledger. To change it the row is locked before: then nobody else posts."""
    pence = LedgerPosting.pence
    sums = await transaction.session.execute(
        select(
            LedgerPosting.code,
            LedgerPosting.of,
            func.coalesce(func.sum(pence).filter(pence > 0), 0),
            func.coalesce(-func.sum(pence).filter(pence < 0), 0),
        )
        .where(LedgerPosting.case_id == row.case_id)
        .group_by(LedgerPosting.code, LedgerPosting.of)
        .order_by(func.min(LedgerPosting.effective_on), func.min(LedgerPosting.line))
    )
    lines = ((Code(code), of, int(debits), int(credits_)) for code, of, debits, credits_ in sums)
    return Book(row, Balances(lines))


async def unsettled(uow: UnitOfWork, case_id: uuid.UUID) -> Book:
    """The account of a case, locked; `WrongState` before its day and once it is settled."""
    row = await uow.load(Account, case_id)
    if row.settled_on is not None:
        raise WrongState("the account is settled; nothing more is taken in or paid on it")
    check_in_force(row.opened_on, uow.today)
    return await book_of(uow, row)


def settle(uow: UnitOfWork, book: Book) -> None:
    """Nothing more is paid; the rest of the award is released and what is due back is told."""
    if committed := book.balances.by(Code.COMMITTED):
        book.post(uow, "release", release(committed), uow.today)
    row, now = book.row, book.standing
    row.settled_on = uow.today
    uow.publish(
        AccountSettled(
            case_id=row.case_id,
            district=row.district,
            settled_on=uow.today,
            paid=book.paid,
            contribution_due_back=now.contribution_unspent,
        )
    )


async def is_on_its_way(transaction: Transaction, invoice: ReceivedInvoice) -> bool:
    """Whether an invoice is paid, or in a run that may pay it. Its account is locked."""
    in_run = select(RunPayment.id).where(RunPayment.invoice == invoice.id, RunPayment.live)
    paid = select(Payment.id).where(Payment.invoice_id == invoice.invoice_id)
    return (await transaction.session.scalar(in_run.union(paid).limit(1))) is not None


async def arrived(
    uow: UnitOfWork, book: Book, invoice: ReceivedInvoice, payment_id: uuid.UUID, day: dt.date
) -> None:
    """An approved invoice has reached its contractor; the last of all settles the account."""
    row = book.row
    payment = Payment(
        id=payment_id,
        case_id=row.case_id,
        district=row.district,
        stage=invoice.stage,
        amount=invoice.amount,
        from_award=invoice.from_award,
        paid_on=day,
        invoice=invoice.invoice,
        invoice_id=invoice.invoice_id,
    )
    uow.add(payment)
    uow.publish(
        PaymentMade(
            case_id=row.case_id,
            district=row.district,
            payment_id=payment_id,
            paid_on=day,
            stage=PaymentStage(invoice.stage),
            amount=invoice.amount,
            paid_to_date=book.paid,
        )
    )
    if row.settled_on is None and not book.owed and await _has_ended(uow, row.case_id):
        settle(uow, book)


async def _has_ended(uow: UnitOfWork, case_id: uuid.UUID) -> bool:
    """Whether the case's final invoice is approved."""
    final = select(ReceivedInvoice.id).where(
        ReceivedInvoice.case_id == case_id,
        ReceivedInvoice.stage == PaymentStage.FINAL,
        ReceivedInvoice.state == InvoiceState.APPROVED,
    )
    return await uow.session.scalar(final) is not None
