"""What a run is made of: approved invoices that wait, and where their contractors are paid."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.payments.domain.bank import payee_of
from services.payments.domain.invoices import InvoiceState, PaymentRefused
from services.payments.domain.releases import Proposal
from services.payments.domain.runs import Payment, Run, read_run
from services.payments.tables import (
    Account,
    BankDetails,
    DebitAccount,
    ReceivedInvoice,
    RunPayment,
)
from services.payments.tables import Payment as PaidInvoice
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, WrongState

Line = tuple[ReceivedInvoice, BankDetails]


async def lines_of(uow: UnitOfWork, asked: Proposal) -> list[Line]:
    """The invoices that are due, each with its contractor's details; accounts are locked first."""
    live = select(RunPayment.invoice).where(RunPayment.live)
    wanted = select(ReceivedInvoice).where(
        ReceivedInvoice.district == asked.district,
        ReceivedInvoice.state == InvoiceState.APPROVED,
        ReceivedInvoice.id.not_in(live),
    )
    if asked.invoices is not None:
        wanted = wanted.where(ReceivedInvoice.id.in_(asked.invoices))
    found = (await uow.session.scalars(wanted.order_by(ReceivedInvoice.id))).all()
    open_cases = await lock_open(uow, [invoice.case_id for invoice in found])
    paid = set(
        await uow.session.scalars(
            select(PaidInvoice.invoice_id).where(
                PaidInvoice.invoice_id.in_([invoice.invoice_id for invoice in found])
            )
        )
    )
    payable = [i for i in found if i.case_id in open_cases and i.invoice_id not in paid]
    lines = [(invoice, await details_of(uow, invoice)) for invoice in payable]
    if asked.invoices is not None and len(lines) != len(set(asked.invoices)):
        raise InvalidInput.at(
            "/invoices", "each one approved, not paid or frozen, and in no other run"
        )
    if not lines:
        raise WrongState("nothing waits for payment")
    return lines


async def lock_open(uow: UnitOfWork, cases: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Lock these accounts in order of their cases; those on which money may still move."""
    rows = await uow.session.scalars(
        select(Account)
        .where(Account.case_id.in_(cases))
        .order_by(Account.case_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.case_id for row in rows if row.settled_on is None}


async def details_of(uow: UnitOfWork, invoice: ReceivedInvoice) -> BankDetails:
    """Where the contractor is paid today; none while changed details cool off."""
    payee = payee_of(invoice.district, invoice.invoice.contractor)
    known = (
        await uow.session.scalars(
            select(BankDetails)
            .where(BankDetails.payee == payee, BankDetails.confirmed_by.is_not(None))
            .order_by(BankDetails.in_force_from.desc(), BankDetails.id)
        )
    ).all()
    newest = known[0] if known else None
    if newest is None or newest.in_force_from is None or newest.in_force_from > uow.today:
        raise PaymentRefused(
            f"the payee of invoice {invoice.id} has no bank details in force: two people confirm"
            " them, and changed ones wait five working days"
        )
    return newest


async def draft(uow: UnitOfWork, asked: Proposal, lines: Sequence[Line]) -> Run:
    """The run as a bank could take it, under the next serial of the district's own range."""
    account = await uow.find(DebitAccount, asked.district)
    if account is None:
        raise WrongState("the district has no account to pay from")
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


def _payment(serial: str, number: int, invoice: ReceivedInvoice, details: BankDetails) -> Payment:
    """The reference is all that comes back with a credit: it is never used again."""
    return Payment(
        id=f"{serial}-{number}",
        name=details.name,
        sort_code=details.sort_code,
        account_number=details.account_number,
        amount=invoice.amount,
        reference=f"DFG {serial} {number:05}",
    )
