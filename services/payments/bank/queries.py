"""What readers are shown of bank accounts."""

import datetime as dt
import uuid

from sqlalchemy import ColumnElement, select

from services.payments.domain.bank import DebitAccountFacts, payee_of
from services.payments.domain.modulus import Checked
from services.payments.tables import BankDetails, DebitAccount, DebitAccountChange
from shared.contracts.event import District
from shared.mistakes import TakenBack
from shared.persistence.reading import Reading
from shared.schema import Field, Model
from shared.views import ViewOfRow, shown

SHOWN = 4
"""Digits of an account that a list shows: enough to tell one from another."""


class DetailsView(Model):
    """One version of where a payee is paid."""

    id: uuid.UUID
    """The number of this version."""
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    """ONS code of the district that pays."""
    name: str
    """The payee."""
    account_ends: str
    """The last four digits of the account."""
    modulus: Checked
    """Whether the sort code and the account can belong together."""
    proposed_by: str
    """Who entered it."""
    confirmed_by: str | None
    """Who confirmed it, never who entered it; null before that."""
    in_force_from: dt.date | None
    """From when payments go there; null until it is confirmed."""
    taken_back: TakenBack | None
    """When it was withdrawn before it held, by whom and why; null otherwise."""

    @classmethod
    def of(cls, row: BankDetails) -> "DetailsView":
        return shown(cls, row, account_ends=row.account_number[-SHOWN:])


class Details(Model):
    """Every version of a payee's details."""

    items: list[DetailsView]
    """The versions; of those in force the last counts."""


class DetailsSearch(Model):
    """Of which payee."""

    district: District
    """ONS code of the district that pays."""
    name: str = Field(min_length=1, max_length=140)
    """The payee as its invoices name it."""

    @property
    def of_payee(self) -> ColumnElement[bool]:
        return BankDetails.payee == payee_of(self.district, self.name)


async def details(reading: Reading, asked: DetailsSearch) -> Details:
    """Where a payee was, is and will be paid."""
    rows = await reading.session.scalars(
        select(BankDetails)
        .where(asked.of_payee)
        .order_by(BankDetails.in_force_from.nulls_last(), BankDetails.id)
    )
    return Details(items=[DetailsView.of(row) for row in rows])


class DebitAccountView(ViewOfRow):
    """An account to pay from, as it was entered and confirmed."""

    id: uuid.UUID
    """The number of this entry."""
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    """ONS code of the district that pays."""
    account: DebitAccountFacts
    """The account and the serials that are its own."""
    proposed_by: str
    """Who entered it."""
    confirmed_by: str | None
    """Who confirmed it, never who entered it; null while it waits."""
    confirmed_on: dt.date | None
    """From when runs are paid from it; null while it waits."""
    taken_back: TakenBack | None
    """When it was withdrawn before it held, by whom and why; null otherwise."""


class DebitAccounts(Model):
    """Every account of a district, as it was entered."""

    items: list[DebitAccountView]
    """The first confirmed first; those that wait last."""


async def debit_accounts(reading: Reading, district: str) -> DebitAccounts:
    """From which accounts a district paid, pays and may pay."""
    rows = await reading.session.scalars(
        select(DebitAccountChange)
        .where(DebitAccountChange.district == district)
        .order_by(DebitAccountChange.confirmed_on.nulls_last(), DebitAccountChange.id)
    )
    return DebitAccounts(items=[DebitAccountView.of(row) for row in rows])


def debit_view(row: DebitAccount) -> DebitAccountFacts:
    """The council's own account."""
    return DebitAccountFacts.model_validate(row, from_attributes=True)


async def debit_account(reading: Reading, district: str) -> DebitAccountFacts:
    """From which account a district pays."""
    return debit_view(await reading.read(DebitAccount, district))
