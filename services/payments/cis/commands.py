"""HMRC is paid what was taken off, and each subcontractor is told in a letter that is kept."""

import uuid
from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, select

from services.payments.books import Posted, payee, post_each, take_back
from services.payments.cis.paid import in_month, paid_in
from services.payments.cis.queries import (
    MonthlyReturn,
    StatementView,
    TaxMonth,
    month_of,
    monthly_return,
    sum_of,
)
from services.payments.cis.requests import StatementAsked
from services.payments.domain.bank import check_other, payee_of
from services.payments.domain.cis import NOT_PASSED_ON, PASSED_ON, check_over
from services.payments.domain.ledger.entries import Entry, passed_on, taken_back
from services.payments.tables import (
    Account,
    DeductionStatement,
    HmrcPayment,
    ReceivedInvoice,
)
from shared.files import Store
from shared.letters import keep_letter, printed, write
from shared.letters.posting import check_address
from shared.mistakes import Mistake
from shared.money import pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def pay_hmrc(uow: UnitOfWork, asked: TaxMonth) -> MonthlyReturn:
    """Record that HMRC was paid today what a tax month took off; by nobody who decided on it."""
    uow.concerns(asked.district)
    check_over(asked.ending, uow.today)
    await _lock(uow, *in_month(asked.district, asked.ending))
    owed = [
        i
        for i in await paid_in(uow, asked.district, asked.ending)
        if i.deducted and i.hmrc_payment is None
    ]
    if not owed:
        raise WrongState("nothing of this tax month is owed to HMRC")
    for invoice in owed:
        check_other(uow.reach.principal, invoice.received_by, invoice.decided_by)
    payment = HmrcPayment(
        id=uow.new_id("HMRC payment"),
        district=asked.district,
        ending=asked.ending,
        amount=sum_of(invoice.deducted for invoice in owed),
        paid_on=uow.today,
        paid_by=uow.reach.principal,
    )
    uow.add(payment)
    await uow.session.flush()
    await _post(uow, PASSED_ON, payment, owed, passed_on)
    for invoice in owed:
        invoice.hmrc_payment = payment.id
    await uow.session.flush()
    return await monthly_return(uow, asked)


async def correct_hmrc_payment(
    uow: UnitOfWork, payment_id: uuid.UUID, mistake: Mistake
) -> HmrcPayment:
    """Take back that HMRC was paid, where it was not: what was taken off is owed to it again."""
    payment = await uow.load(HmrcPayment, payment_id)
    uow.concerns(payment.district)
    take_back(uow, payment, mistake.reason)
    of_it = ReceivedInvoice.hmrc_payment == payment.id
    await _lock(uow, of_it)
    invoices = (await uow.session.scalars(select(ReceivedInvoice).where(of_it))).all()
    await _post(uow, NOT_PASSED_ON, payment, invoices, _not_passed_on)
    for invoice in invoices:
        invoice.hmrc_payment = None
    return payment


async def write_statement(uow: UnitOfWork, asked: StatementAsked, store: Store) -> StatementView:
    """Write to a subcontractor what was taken off in a tax month that is over (HMRC CIS 340)."""
    uow.concerns(asked.district)
    check_address(asked.address)
    check_over(asked.ending, uow.today)
    to = payee_of(asked.district, asked.payee)
    paid = [
        i for i in await paid_in(uow, asked.month.district, asked.month.ending) if payee(i) == to
    ]
    if not paid:
        raise WrongState("nobody of that name was paid under the scheme in that month")
    month = month_of(paid)
    given = {
        "council": asked.council,
        "date": uow.today,
        "reference": f"CIS {asked.ending}",
        "address": asked.address,
        "name": asked.name or asked.payee,
        "contact": asked.contact,
        "employer_reference": asked.employer_reference,
        "ending": asked.ending,
        "month": month,
    }
    written = write("deduction_statement", uow.today, given, asked.size)
    pdf = await printed(written.html)
    letter = await keep_letter(
        *(uow, store, DeductionStatement, written, pdf),
        district=asked.district,
        payee=to,
        ending=asked.ending,
    )
    return StatementView.of(letter)


async def _lock(uow: UnitOfWork, *of: ColumnElement[bool]) -> None:
    """Lock the accounts of these invoices, in order of their cases."""
    cases = select(ReceivedInvoice.case_id).where(*of)
    await uow.session.execute(
        select(Account.case_id)
        .where(Account.case_id.in_(cases))
        .order_by(Account.case_id)
        .with_for_update()
    )


async def _post(
    uow: UnitOfWork,
    step: str,
    payment: HmrcPayment,
    invoices: Sequence[ReceivedInvoice],
    entry_of: Callable[[str, int], Entry],
) -> None:
    """Post the part of each invoice; its cause is this payment of that invoice."""
    posted = [
        Posted(
            uuid.uuid5(payment.id, str(invoice.id)),
            invoice.case_id,
            invoice.district,
            entry_of(invoice.owner, pence(invoice.deducted)),
        )
        for invoice in invoices
    ]
    await post_each(uow, step, posted)


def _not_passed_on(contractor: str, amount: int) -> Entry:
    return taken_back(passed_on(contractor, amount))
