"""HMRC is paid what was taken off, and each subcontractor is told in a letter that is kept."""

from sqlalchemy import select

from services.payments.books import Posted, payee, post_each
from services.payments.cis.queries import (
    MonthlyReturn,
    StatementView,
    TaxMonth,
    month_of,
    monthly_return,
    paid_in,
    to_pass_on,
)
from services.payments.cis.requests import StatementAsked
from services.payments.domain.bank import check_other, payee_of
from services.payments.domain.cis import PASSED_ON, check_over
from services.payments.domain.ledger.entries import passed_on
from services.payments.tables import Account, DeductionStatement
from shared.files import Store
from shared.letters import keep_letter, printed, write
from shared.letters.posting import check_address
from shared.money import pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def pay_hmrc(uow: UnitOfWork, asked: TaxMonth) -> MonthlyReturn:
    """Record that HMRC was paid today what a tax month took off; by nobody who decided on it."""
    uow.concerns(asked.district)
    check_over(asked.ending, uow.today)
    cases = Account.case_id.in_([i.case_id for i in await paid_in(uow, asked)])
    await uow.session.execute(
        select(Account.case_id).where(cases).order_by(Account.case_id).with_for_update()
    )
    owed = await to_pass_on(uow, asked)
    if not owed:
        raise WrongState("nothing of this tax month is owed to HMRC")
    for invoice in owed:
        check_other(uow.reach.principal, invoice.received_by, invoice.decided_by)
    await post_each(
        uow,
        PASSED_ON,
        [Posted(i.id, i.case_id, i.district, passed_on(i.owner, pence(i.deducted))) for i in owed],
    )
    return await monthly_return(uow, asked)


async def write_statement(uow: UnitOfWork, asked: StatementAsked, store: Store) -> StatementView:
    """Write to a subcontractor what was taken off in a tax month that is over (HMRC CIS 340)."""
    uow.concerns(asked.district)
    check_address(asked.address)
    check_over(asked.ending, uow.today)
    to = payee_of(asked.district, asked.payee)
    paid = [i for i in await paid_in(uow, asked.month) if payee(i) == to]
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
    letter_id = await keep_letter(
        *(uow, store, DeductionStatement, written, pdf),
        district=asked.district,
        payee=to,
        ending=asked.ending,
    )
    await uow.session.flush()
    return StatementView.of(await uow.read(DeductionStatement, letter_id))
