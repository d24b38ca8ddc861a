"""What belongs to the time up to a day though it was not paid by then, as at a year's end."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import ColumnElement, exists, func, select

from services.payments.books import book_of
from services.payments.domain.ledger.chart import Code
from services.payments.domain.ledger.entries import APPLICANT
from services.payments.domain.own_works import ContractingParty
from services.payments.tables import Account, LedgerPosting, ValuedWorks
from shared.contracts.event import District
from shared.contracts.payments import AccrualsStated
from shared.money import NIL, pounds
from shared.persistence.reading import Reading, Transaction
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput
from shared.schema import Date, Model, Pounds, example
from shared.web.lists import Asked, Order, Page, list_page

BY_APPROVAL = Order((Account.opened_on, Account.case_id))
OWED = (Code.PAYABLE, Code.RETAINED, Code.TRANSIT, Code.RETURNED)
"""Where the ledger has what was accepted and is not with its contractor."""


class Accrual(Model):
    """What belongs to the time up to a day though it was not paid by then; pounds."""

    case_id: uuid.UUID
    """The case."""
    invoiced: Pounds
    """Accepted by that day, and not with the contractor."""
    not_invoiced: Pounds
    """Work valued by that day beyond all that was accepted."""


class AccrualPage(Page):
    """A page of accruals, the first approved first."""

    items: list[Accrual]
    """The cases of this page."""


class AccrualsAsked(Asked):
    """Of which district, and up to which day."""

    district: District
    """ONS code of the district."""
    on: Date
    """The last day that counts, such as 31 March."""


class AccrualsOf(Model):
    """Of which district, and up to which day, the totals are stated."""

    model_config = example(district="E07000081", on="2026-03-31")

    district: District
    """ONS code of the district."""
    on: Date
    """The last day that counts, such as 31 March; not after today."""


class AccrualTotals(AccrualsOf):
    """What of a district belongs to the time up to a day though it was not paid by then; pounds."""

    invoiced: Pounds
    """Accepted by that day, and not with the contractor."""
    not_invoiced: Pounds
    """Work valued by that day beyond all that was accepted."""


async def accruals(reading: Reading, asked: AccrualsAsked) -> AccrualPage:
    """The cases of a district with work done up to a day that was not paid by then."""
    posted = LedgerPosting.case_id == Account.case_id, LedgerPosting.effective_on <= asked.on
    rows = select(Account).where(*_open_on(asked), exists().where(*posted))
    found, following = await list_page(reading, rows, asked, BY_APPROVAL)
    items = [await _accrual(reading, row, asked.on) for row in found]
    return AccrualPage(items=[i for i in items if i.invoiced or i.not_invoiced], next=following)


async def state_accruals(uow: UnitOfWork, asked: AccrualsOf) -> AccrualTotals:
    """Tell grants and the forum what of a district's grants belongs to the time up to a day.

    What is stated again of the same day takes the place of what was stated before.
    """
    uow.concerns(asked.district)
    if asked.on > uow.today:
        raise InvalidInput.at("/on", f"after today, {uow.today}")
    totals = AccrualTotals(
        **dict(asked), invoiced=await _owed(uow, asked), not_invoiced=await _beyond(uow, asked)
    )
    uow.publish(AccrualsStated(**dict(totals)))
    return totals


def _open_on(asked: AccrualsAsked | AccrualsOf) -> tuple[ColumnElement[bool], ...]:
    """On the day they were approved, and not settled: of others nothing is to come."""
    return (
        Account.district == asked.district,
        Account.opened_on <= asked.on,
        Account.settled_on.is_(None) | (Account.settled_on > asked.on),
    )


async def _owed(uow: UnitOfWork, asked: AccrualsOf) -> Decimal:
    """Pounds that were accepted of grants and had not reached their contractors."""
    pence = await uow.session.scalar(
        select(-func.sum(LedgerPosting.pence))
        .join(Account, Account.case_id == LedgerPosting.case_id)
        .where(
            *_open_on(asked),
            Account.contracting_party == ContractingParty.APPLICANT,
            LedgerPosting.effective_on <= asked.on,
            LedgerPosting.code.in_(OWED),
            LedgerPosting.of != APPLICANT,
        )
    )
    return pounds(int(pence or 0))


async def _beyond(uow: UnitOfWork, asked: AccrualsOf) -> Decimal:
    """Pounds of work that was valued beyond what was accepted."""
    valued = await uow.session.scalars(
        select(Account)
        .where(*_open_on(asked), exists().where(ValuedWorks.case_id == Account.case_id))
        .order_by(Account.case_id)
    )
    each = [await _accrual(uow, row, asked.on) for row in valued if row.is_grant]
    return sum((accrual.not_invoiced for accrual in each), NIL)


async def _accrual(reading: Transaction, row: Account, on: dt.date) -> Accrual:
    book = await book_of(reading, row, until=on)
    rows = await reading.session.scalars(
        select(ValuedWorks)
        .where(ValuedWorks.case_id == row.case_id)
        .order_by(ValuedWorks.number.desc())
    )
    worth = next((v.valuation.value for v in rows if v.valuation.valued_on <= on), NIL)
    beyond = min(worth, book.standing.budget) - book.standing.paid
    return Accrual(case_id=row.case_id, invoiced=pounds(book.owed), not_invoiced=max(NIL, beyond))
