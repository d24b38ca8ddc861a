"""What finance is shown of the ledger."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import func, select

from services.payments.domain.ledger.chart import Code, Family
from services.payments.tables import Account, LedgerEntry, LedgerPosting
from shared.contracts.event import District
from shared.money import pounds
from shared.persistence.reading import Reading
from shared.schema import Date, Model, Pounds, SignedPounds
from shared.web.lists import Asked, Order, Page, list_page

AS_RECORDED = Order((LedgerEntry.recorded_at, LedgerEntry.id))


class LineView(Model):
    """One line of an entry."""

    code: Code
    """The account of the ledger."""
    of: str
    """A kind of award, a contractor's id on the case; empty for what is of the case."""
    amount: SignedPounds
    """Pounds: a debit is positive, a credit negative."""
    effective_on: dt.date
    """The day from which it counts."""


class EntryView(Model):
    """What one event or request posted in one step."""

    id: uuid.UUID
    """The number of the entry."""
    cause: uuid.UUID
    """What stands for the event (its source and id) or the request that posted it."""
    step: str
    """What it did, as a stable code."""
    recorded_at: dt.datetime
    """When it was posted."""
    actor: str
    """Who did it, as the token names them, or the service itself."""
    lines: list[LineView]
    """Its lines; they add up to nil in each family."""


class LedgerPage(Page):
    """A page of a case's ledger, the first recorded first."""

    items: list[EntryView]
    """The entries of this page."""


class LedgerSearch(Asked):
    """Which entries of the case: all of them."""


class Period(Model):
    """A district's ledger between two days, both of them in it."""

    district: District
    """ONS code of the district."""
    since: Date
    """The first day."""
    until: Date
    """The last day."""


class Turnover(Model):
    """What was posted to the accounts of one code; pounds."""

    code: Code
    """The account of the ledger."""
    family: Family
    """Whether it tells of money promised or of money that moved."""
    debits: Pounds
    """All debits of the period, in pounds."""
    credits: Pounds
    """All credits of the period, in pounds."""


class TrialBalance(Model):
    """What was posted in a district in a period."""

    balances: bool
    """Whether debits and credits agree in each family, as they always do."""
    items: list[Turnover]
    """One line for each code of the ledger."""


async def ledger(reading: Reading, case_id: uuid.UUID, asked: LedgerSearch) -> LedgerPage:
    """The ledger of a case."""
    await reading.read(Account, case_id)
    rows = select(LedgerEntry).where(LedgerEntry.case_id == case_id)
    found, following = await list_page(reading, rows, asked, AS_RECORDED)
    lines = await _lines(reading, found)
    return LedgerPage(items=[_entry(row, lines) for row in found], next=following)


async def trial_balance(reading: Reading, period: Period) -> TrialBalance:
    """Debits and credits of a district by code."""
    pence = LedgerPosting.pence
    rows = await reading.session.execute(
        select(
            LedgerPosting.code,
            func.coalesce(func.sum(pence).filter(pence > 0), 0),
            func.coalesce(-func.sum(pence).filter(pence < 0), 0),
        )
        .where(
            LedgerPosting.district == period.district,
            LedgerPosting.effective_on.between(period.since, period.until),
        )
        .group_by(LedgerPosting.code)
        .order_by(LedgerPosting.code)
    )
    items = [_turnover(Code(code), int(debits), int(credits_)) for code, debits, credits_ in rows]
    return TrialBalance(balances=all(_agree(items, family) for family in Family), items=items)


async def _lines(reading: Reading, entries: Sequence[LedgerEntry]) -> Sequence[LedgerPosting]:
    of_these = LedgerPosting.entry_id.in_([entry.id for entry in entries])
    rows = await reading.session.scalars(
        select(LedgerPosting).where(of_these).order_by(LedgerPosting.line)
    )
    return rows.all()


def _entry(row: LedgerEntry, lines: Sequence[LedgerPosting]) -> EntryView:
    return EntryView(
        id=row.id,
        cause=row.cause,
        step=row.step,
        recorded_at=row.recorded_at,
        actor=row.actor,
        lines=[
            LineView(
                code=Code(p.code), of=p.of, amount=pounds(p.pence), effective_on=p.effective_on
            )
            for p in lines
            if p.entry_id == row.id
        ],
    )


def _turnover(code: Code, debits: int, credits_: int) -> Turnover:
    return Turnover(code=code, family=code.family, debits=pounds(debits), credits=pounds(credits_))


def _agree(items: Sequence[Turnover], family: Family) -> bool:
    of_family = [item for item in items if item.family is family]
    return sum(i.debits for i in of_family) == sum(i.credits for i in of_family)
