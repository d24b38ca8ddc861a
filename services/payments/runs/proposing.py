"""What a run is made of: approved invoices that wait, and where their contractors are paid."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from services.payments.books import barred, held, payee
from services.payments.domain.invoices import InvoiceKind, PaymentRefused
from services.payments.domain.life import InvoiceState
from services.payments.domain.releases import Proposal
from services.payments.domain.runs import Payment, Run, read_run
from services.payments.tables import Account, BankDetails, DebitAccount, ReceivedInvoice
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, WrongState

Line = tuple[ReceivedInvoice, BankDetails]


@dataclass(frozen=True)
class Locked:
    """Accounts on which nobody else acts just now."""

    cases: set[uuid.UUID]
    frozen: set[uuid.UUID]
    uncertified: set[uuid.UUID]
    """Those whose works are not complete, or not any more."""
    held: set[uuid.UUID]

    def may_pay(self, invoice: ReceivedInvoice) -> bool:
        """Whether an invoice is not held up by the end of the approval, the works or a dispute.

        What goes back to the applicant is held up by neither; a dispute does not hold up what they
        are paid instead of the contractor.
        """
        if invoice.kind == InvoiceKind.REFUND:
            return True
        if invoice.case_id in self.frozen:
            continues = invoice.continued_by is not None
        else:
            waits = invoice.is_last and invoice.case_id in self.uncertified
            continues = not waits and invoice.lapsed_on is None
        return continues and (invoice.case_id not in self.held or invoice.pay_to is not None)


async def lines_of(uow: UnitOfWork, asked: Proposal) -> list[Line]:
    """The invoices that are due, each with its contractor's details; accounts are locked first."""
    wanted = [
        ReceivedInvoice.district == asked.district,
        ReceivedInvoice.state == InvoiceState.APPROVED,
        ReceivedInvoice.run_id.is_(None),
        ReceivedInvoice.paid_on.is_(None),
    ]
    if asked.invoices is not None:
        wanted.append(ReceivedInvoice.id.in_(asked.invoices))
    cases = await uow.session.scalars(select(ReceivedInvoice.case_id).where(*wanted).distinct())
    locked = await lock(uow, cases.all())
    wanted.append(ReceivedInvoice.case_id.in_(locked.cases))
    due = await uow.session.scalars(
        select(ReceivedInvoice).where(*wanted).order_by(ReceivedInvoice.id)
    )
    payable = [invoice for invoice in due if locked.may_pay(invoice)]
    if asked.invoices is not None and len(payable) != len(set(asked.invoices)):
        raise InvalidInput.at(
            "/invoices",
            "each one approved, not paid, frozen, in dispute, before completion or to be approved again,"
            " and in no other run",
        )
    if not payable:
        raise WrongState("nothing waits for payment")
    details = await details_of(uow, payable)
    return [(invoice, details[payee(invoice)]) for invoice in payable]


async def lock(uow: UnitOfWork, cases: Collection[uuid.UUID]) -> Locked:
    """Lock these accounts in order of their cases, and see on which money is held up."""
    rows = await uow.session.execute(
        select(Account.case_id, Account.frozen_on, Account.works_certified_on)
        .where(Account.case_id.in_(cases))
        .order_by(Account.case_id)
        .with_for_update()
    )
    found = rows.all()
    return Locked(
        cases={row.case_id for row in found},
        frozen={row.case_id for row in found if row.frozen_on is not None},
        uncertified={row.case_id for row in found if row.works_certified_on is None},
        held=await held(uow, [row.case_id for row in found]),
    )


async def details_of(
    uow: UnitOfWork, invoices: Sequence[ReceivedInvoice]
) -> dict[uuid.UUID, BankDetails]:
    """Where each payee is paid today; nobody is while changed details cool off."""
    payees = {payee(invoice): invoice.id for invoice in invoices}
    for suspended in await barred(uow, payees):
        raise PaymentRefused(
            f"the payee of invoice {payees[suspended]} is suspended, or not in date"
        )
    confirmed = await uow.session.scalars(
        select(BankDetails)
        .where(BankDetails.payee.in_(payees), BankDetails.confirmed_by.is_not(None))
        .order_by(BankDetails.in_force_from, BankDetails.id.desc())
    )
    newest = {row.payee: row for row in confirmed}
    in_force = {
        to: row
        for to, row in newest.items()
        if row.in_force_from and row.in_force_from <= uow.today
    }
    for to, invoice in payees.items():
        if to not in in_force:
            raise PaymentRefused(
                f"the payee of invoice {invoice} has no bank details in force: two people confirm"
                " them, and changed ones wait five working days"
            )
    return in_force


async def still_goes_to(uow: UnitOfWork, invoices: Sequence[ReceivedInvoice]) -> list[uuid.UUID]:
    """The bank details that are in force for each invoice today."""
    details = await details_of(uow, invoices)
    return [details[payee(invoice)].id for invoice in invoices]


async def draft(uow: UnitOfWork, account: DebitAccount, asked: Proposal, lines: list[Line]) -> Run:
    """The run as a bank could take it, under the next serial of the district's own range."""
    if account.next_serial > account.last_serial:
        raise WrongState("the district's serials are used up: it needs another range")
    serial = f"{account.next_serial:06}"
    account.next_serial += 1
    payments = [
        _payment(serial, number, invoice, details)
        for number, (invoice, details) in enumerate(lines, 1)
    ]
    return read_run(
        {
            "id": uow.new_id("run").hex,
            "service_user_number": account.service_user_number,
            "serial": serial,
            "created_at": uow.now.isoformat(),
            "processing_date": asked.processing_date.isoformat(),
            "originator": {
                "name": account.name,
                "sort_code": account.sort_code,
                "account_number": account.account_number,
            },
            "payments": [payment.model_dump(mode="json") for payment in payments],
        }
    )


async def debit_account_of(uow: UnitOfWork, district: str) -> DebitAccount:
    """From which account a district pays now."""
    account = await uow.find(DebitAccount, district)
    if account is None:
        raise WrongState("the district has no account to pay from")
    return account


def _payment(serial: str, number: int, invoice: ReceivedInvoice, details: BankDetails) -> Payment:
    """The reference is all that comes back with a credit: it is never used again."""
    return Payment(
        id=f"{serial}-{number}",
        name=details.name,
        sort_code=details.sort_code,
        account_number=details.account_number,
        amount=invoice.payable,
        reference=f"DFG {serial} {number:05}",
    )
