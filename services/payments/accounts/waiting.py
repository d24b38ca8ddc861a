"""For whom an account waits: what has to be done next, and whose it is to do."""

from enum import StrEnum

from sqlalchemy import ColumnElement, exists, func, select

from services.payments.domain.invoices import InvoiceKind
from services.payments.domain.life import InvoiceState
from services.payments.domain.own_works import ContractingParty
from services.payments.domain.releases import Outcome
from services.payments.tables import (
    AcceptedWorks,
    Account,
    Hold,
    Receipt,
    ReceiptCorrection,
    ReceivedInvoice,
    RunPayment,
)


class WaitingFor(StrEnum):
    """Who has to act next. An account may wait for several."""

    APPLICANT = "applicant"
    CONTRACTOR = "contractor"
    APPROVER = "approver"
    FINANCE = "finance"
    BANK = "bank"
    OFFICER = "officer"


def _some(table: type, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    of_account = table.case_id == Account.case_id  # type: ignore[attr-defined]
    return exists().where(of_account, *conditions)


_PAID_IN = (
    select(func.coalesce(func.sum(Receipt.amount), 0))
    .where(
        Receipt.case_id == Account.case_id,
        ~exists().where(ReceiptCorrection.receipt == Receipt.id),
    )
    .scalar_subquery()
)
_GIVEN_BACK = (
    select(func.coalesce(func.sum(ReceivedInvoice.amount), 0))
    .where(
        ReceivedInvoice.case_id == Account.case_id,
        ReceivedInvoice.kind == InvoiceKind.REFUND,
        ReceivedInvoice.state == InvoiceState.APPROVED,
    )
    .scalar_subquery()
)
FAILED = (Outcome.REJECTED, Outcome.RECALLED, Outcome.RETURNED)
_APPROVED = ReceivedInvoice.state == InvoiceState.APPROVED
UNPAID = _APPROVED & ReceivedInvoice.paid_on.is_(None) & ReceivedInvoice.run_id.is_(None)
_OPEN = Account.settled_on.is_(None) & Account.frozen_on.is_(None)
STANDING = ReceivedInvoice.state == InvoiceState.RECEIVED
_LAPSED = ReceivedInvoice.lapsed_on.is_not(None) & ReceivedInvoice.continued_by.is_(None)
"""To be approved again, where nobody decided to pay it although the approval has ended."""
TO_DECIDE = (
    ReceivedInvoice.paid_on.is_(None)
    & ReceivedInvoice.state.in_((InvoiceState.RECEIVED, InvoiceState.APPROVED))
    & (STANDING | (UNPAID & _LAPSED))
)
"""As the index of open invoices has them."""
TO_PAY = UNPAID & ~_LAPSED
WAITING: dict[WaitingFor, ColumnElement[bool]] = {
    WaitingFor.APPLICANT: _OPEN & (Account.contribution > _PAID_IN - _GIVEN_BACK),
    WaitingFor.CONTRACTOR: _OPEN
    & ~_some(
        ReceivedInvoice,
        ReceivedInvoice.kind == InvoiceKind.WORKS,
        STANDING | (_APPROVED & ReceivedInvoice.paid_on.is_(None)),
    ),
    WaitingFor.APPROVER: _some(ReceivedInvoice, TO_DECIDE),
    WaitingFor.FINANCE: _some(ReceivedInvoice, TO_PAY)
    | _some(RunPayment, RunPayment.live.is_(True), RunPayment.outcome.in_(FAILED)),
    WaitingFor.BANK: _some(RunPayment, RunPayment.live.is_(True), RunPayment.outcome.is_(None)),
    WaitingFor.OFFICER: _some(Hold, Hold.lifted_on.is_(None))
    | (
        _OPEN
        & (Account.contracting_party == ContractingParty.APPLICANT)
        & Account.works_certified_on.is_not(None)
        & ~_some(AcceptedWorks, AcceptedWorks.taken_back.is_(None))
    ),
}
"""The accounts that wait for each, by what was recorded on them."""
