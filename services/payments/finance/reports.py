"""Finance's reports: what was spent as capital and as revenue, who is owed and for how long."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import ColumnElement, case, func, select

from services.payments.domain.expenditure import Nature
from services.payments.domain.ledger.chart import Code
from services.payments.domain.life import InvoiceState
from services.payments.domain.spending import Fund, SpendingPurpose
from services.payments.finance.queries import Period
from services.payments.tables import PAYABLE, LedgerPosting, ReceivedInvoice, SpendingRow
from shared.contracts.event import District
from shared.money import NIL, pounds
from shared.persistence.reading import Reading
from shared.schema import Model, Pounds, SignedPounds

OF_GRANTS = {Nature.CAPITAL: Code.EXPENDITURE, Nature.REVENUE: Code.REVENUE}
"""Where the ledger has what was spent of awards."""
AGES = ((None, 0), (0, 30), (30, 60), (60, 90), (90, None))
"""Days past the day by which an invoice is to be paid: above the first, up to the second."""


class GrantSpent(Model):
    """What was spent of one kind of award; pounds."""

    award: str
    """The kind of award."""
    nature: Nature
    """How it stands in the accounts, by the lines of invoices."""
    spent: SignedPounds
    """Accepted of it in the period, less what was taken back."""


class OtherSpent(Model):
    """What was spent beside grants; pounds."""

    purpose: SpendingPurpose
    """Which way of spending it is (guidance 2.7)."""
    nature: Nature
    """How it stands in the accounts."""
    fund: Fund
    """From whose money it was paid: the government's pays for capital alone."""
    amount: Pounds
    """How much, in pounds."""


class MoneyReport(Model):
    """What the pooled fund was spent on in a period; pounds."""

    grants: list[GrantSpent]
    """Grants, by kind of award."""
    other: list[OtherSpent]
    """What was spent beside them, as it was confirmed."""
    unconfirmed: Pounds
    """What was spent beside grants and nobody has confirmed yet: in none of the sums."""
    recovered: SignedPounds
    """What was demanded back of grants in the period."""
    written_off: SignedPounds
    """What of such demands was given up."""
    capital: SignedPounds
    """Grants and other capital spending, before what was demanded back."""
    revenue: SignedPounds
    """Grants and other spending that no government funding may be used for (guidance 2.8)."""


class Creditor(Model):
    """Somebody who is owed money, by how long it is due; pounds."""

    name: str
    """Who it is owed to, as their invoices name them."""
    not_due: Pounds
    """Not to be paid yet."""
    up_to_30: Pounds
    """Due for 1 to 30 days."""
    up_to_60: Pounds
    """Due for 31 to 60 days."""
    up_to_90: Pounds
    """Due for 61 to 90 days."""
    older: Pounds
    """Due for more than 90 days."""
    total: Pounds
    """All that they are owed."""


class Creditors(Model):
    """Whom a district owes, the largest sum first."""

    items: list[Creditor]
    """Each creditor."""
    total: Pounds
    """All that is owed, in pounds."""


class CreditorsAsked(Model):
    """Whose creditors are wanted."""

    district: District
    """ONS code of the district."""


async def money(reading: Reading, period: Period) -> MoneyReport:
    """What a district spent in a period, by capital and revenue."""
    grants = [
        GrantSpent(award=of, nature=nature, spent=amount)
        for nature, code in OF_GRANTS.items()
        for of, amount in (await _moved(reading, period, code)).items()
    ]
    rows = await reading.session.execute(
        select(
            SpendingRow.purpose, SpendingRow.nature, SpendingRow.fund, func.sum(SpendingRow.amount)
        )
        .where(*_of(period), SpendingRow.confirmed_on.is_not(None))
        .group_by(SpendingRow.purpose, SpendingRow.nature, SpendingRow.fund)
        .order_by(SpendingRow.purpose, SpendingRow.nature, SpendingRow.fund)
    )
    other = [
        OtherSpent.model_validate({"purpose": p, "nature": n, "fund": f, "amount": amount})
        for p, n, f, amount in rows
    ]
    spent = [*((g.nature, g.spent) for g in grants), *((o.nature, o.amount) for o in other)]
    waiting = select(func.sum(SpendingRow.amount)).where(
        *_of(period), SpendingRow.confirmed_on.is_(None)
    )
    recovered = await _moved(reading, period, Code.RECOVERED)
    written_off = await _moved(reading, period, Code.WRITTEN_OFF)
    return MoneyReport(
        grants=grants,
        other=other,
        unconfirmed=await reading.session.scalar(waiting) or NIL,
        recovered=-sum(recovered.values(), NIL),
        written_off=sum(written_off.values(), NIL),
        capital=sum((amount for nature, amount in spent if nature is Nature.CAPITAL), NIL),
        revenue=sum((amount for nature, amount in spent if nature is Nature.REVENUE), NIL),
    )


async def creditors(reading: Reading, asked: CreditorsAsked) -> Creditors:
    """Whom a district owes today, and since when it should have paid."""
    name = func.coalesce(ReceivedInvoice.pay_to, ReceivedInvoice.invoice["contractor"].astext)
    rows = await reading.session.execute(
        select(name.label("name"), *(func.sum(column) for column in _by_age(reading.today)))
        .where(
            ReceivedInvoice.district == asked.district,
            ReceivedInvoice.state == InvoiceState.APPROVED,
            ReceivedInvoice.paid_on.is_(None),
        )
        .group_by(name)
    )
    items = [
        Creditor(
            name=who,
            not_due=sums[0],
            up_to_30=sums[1],
            up_to_60=sums[2],
            up_to_90=sums[3],
            older=sums[4],
            total=sum(sums, NIL),
        )
        for who, *sums in rows
    ]
    items.sort(key=lambda item: (-item.total, item.name))
    return Creditors(items=items, total=sum((item.total for item in items), NIL))


def _of(period: Period) -> Sequence[ColumnElement[bool]]:
    return (
        SpendingRow.district == period.district,
        SpendingRow.on.between(period.since, period.until),
        SpendingRow.taken_back.is_(None),
    )


def _by_age(today: dt.date) -> list[ColumnElement[Decimal]]:
    """What is payable of an invoice, in the column of its age and nil in the others."""
    return [case((_late(today, *age), PAYABLE), else_=NIL) for age in AGES]


def _late(today: dt.date, above: int | None, upto: int | None) -> ColumnElement[bool]:
    """Whether it is due for more than the first number of days, and at most the second."""
    due, days = ReceivedInvoice.due_on, dt.timedelta
    since = due >= (today - days(upto) if upto is not None else dt.date.min)
    return since if above is None else since & (due < today - days(above))


async def _moved(reading: Reading, period: Period, code: Code) -> dict[str, Decimal]:
    """What was posted in the period to a code, in pounds: debits less credits, by what it is of."""
    rows = await reading.session.execute(
        select(LedgerPosting.of, func.sum(LedgerPosting.pence))
        .where(
            LedgerPosting.district == period.district,
            LedgerPosting.effective_on.between(period.since, period.until),
            LedgerPosting.code == code,
        )
        .group_by(LedgerPosting.of)
        .order_by(LedgerPosting.of)
    )
    return {of: pounds(int(pence)) for of, pence in rows}
