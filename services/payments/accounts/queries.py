"""What readers are shown of accounts."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Annotated

from sqlalchemy import ColumnElement, Select, or_, select

from services.payments.accounts.waiting import WAITING, WaitingFor
from services.payments.books import AccountView, book_of
from services.payments.domain.own_works import ContractingParty
from services.payments.tables import Account, Payment
from shared.contracts.event import District
from shared.identifiers import CaseReference, reference_of
from shared.persistence.reading import Reading
from shared.schema import Field, Model, Pounds
from shared.views import shown
from shared.web.lists import Asked, Order, Page, list_page, narrowed, of_reference

NEWEST_FIRST = Order((Account.opened_on, Account.case_id), descending=True)


class AccountState(StrEnum):
    """How far an account has come."""

    OPEN = "open"
    """Approved, the works not certified yet."""
    CERTIFIED = "certified"
    """The works are complete, and the final payment is to come."""
    SETTLED = "settled"
    """Nothing more is paid."""


IN_STATE: dict[AccountState, ColumnElement[bool]] = {
    AccountState.OPEN: Account.settled_on.is_(None) & Account.works_certified_on.is_(None),
    AccountState.CERTIFIED: Account.settled_on.is_(None) & Account.works_certified_on.is_not(None),
    AccountState.SETTLED: Account.settled_on.is_not(None),
}


class AccountLine(Model):
    """An account in a list; pounds."""

    case_id: uuid.UUID
    """The case whose grant is paid from it."""
    reference: str
    """What people call the case on the telephone and in letters."""
    district: str
    """ONS code of the district that pays."""
    contracting_party: ContractingParty
    """Who ordered the works: of a grant the applicant, else the council for its own tenant."""
    opened_on: dt.date
    """The day of the approval."""
    state: AccountState
    """How far the account has come."""
    award: Pounds
    """What was approved in all, in pounds."""
    contribution: Pounds
    """What the applicant has to pay, in pounds."""
    works_certified_on: dt.date | None
    """The day on which the works were found complete; null before that."""
    settled_on: dt.date | None
    """The day of the last payment; null before that."""

    @classmethod
    def of(cls, row: Account) -> "AccountLine":
        open_state = AccountState.CERTIFIED if row.works_certified_on else AccountState.OPEN
        state = AccountState.SETTLED if row.settled_on else open_state
        return shown(cls, row, state=state, reference=reference_of(row.case_id))


class AccountPage(Page):
    """A page of accounts, the newest approval first."""

    items: list[AccountLine]
    """The accounts of this page."""


class AccountSearch(Asked):
    """Which accounts; whatever is left out does not matter."""

    district: District | None = None
    """ONS code of the district."""
    state: AccountState | None = None
    """How far the account has come."""
    contracting_party: ContractingParty | None = None
    """Only grants, or only what the council ordered itself."""
    waiting_for: WaitingFor | None = None
    """Only those that wait for this one to act."""
    text: Annotated[str | None, Field(min_length=1, max_length=100)] = None
    """How the contractor's name or the reference of one of its invoices begins."""
    reference: CaseReference | None = None
    """The human reference of the case, as people type it."""


async def account(reading: Reading, case_id: uuid.UUID) -> AccountView:
    """The account of a case."""
    return AccountView.of(await book_of(reading, await reading.show(Account, case_id)))


async def accounts(reading: Reading, asked: AccountSearch) -> AccountPage:
    """A page of the accounts that are asked for."""
    found, following = await list_page(reading, _filtered(asked), asked, NEWEST_FIRST)
    return AccountPage(items=[AccountLine.of(row) for row in found], next=following)


def _filtered(asked: AccountSearch) -> Select[Account]:
    rows = narrowed(select(Account), asked, Account.district, Account.contracting_party)
    rows = of_reference(rows, asked.reference, Account.case_id)
    if asked.state is not None:
        rows = rows.where(IN_STATE[asked.state])
    if asked.waiting_for is not None:
        rows = rows.where(WAITING[asked.waiting_for])
    if asked.text is not None:
        begins = [
            column.bool_op("^@")(asked.text.lower())
            for column in (Payment.contractor_sought, Payment.reference_sought)
        ]
        rows = rows.where(Account.case_id.in_(select(Payment.case_id).where(or_(*begins))))
    return rows
