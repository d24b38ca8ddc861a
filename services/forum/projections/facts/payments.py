"""What payments tells of a case."""

from services.forum.projections.facts.row import Row, Teller
from shared.contracts.event import Event
from shared.contracts.payments import (
    AccountReopened,
    AccountSettled,
    ContributionCorrected,
    ContributionReceived,
    ContributionRefunded,
    GrantRecovered,
    InvoiceOverdue,
    PaymentMade,
    PaymentReturned,
    RecoveryCorrected,
)


def _contributed(event: ContributionReceived, was: Row) -> Row:
    return {"contribution_received": was["contribution_received"] + event.amount}


def _corrected(event: ContributionCorrected, was: Row) -> Row:
    return {"contribution_received": was["contribution_received"] - event.amount}


def _refunded(event: ContributionRefunded, was: Row) -> Row:
    return {"contribution_refunded": was["contribution_refunded"] + event.amount}


def _paid(event: PaymentMade, was: Row) -> Row:
    return {
        "first_paid_on": was["first_paid_on"] or event.paid_on,
        "last_paid_on": event.paid_on,
        "paid": event.paid_to_date,
    }


def _returned(event: PaymentReturned, _: Row) -> Row:
    return {"paid": event.paid_to_date}


def _recovered(event: GrantRecovered, was: Row) -> Row:
    return {"recovered": was["recovered"] + event.amount}


def _not_recovered(event: RecoveryCorrected, was: Row) -> Row:
    return {"recovered": was["recovered"] - event.amount}


def _overdue(_: InvoiceOverdue, was: Row) -> Row:
    return {"overdue_invoices": was["overdue_invoices"] + 1}


def _settled(event: AccountSettled, _: Row) -> Row:
    return {"settled_on": event.settled_on, "paid": event.paid}


def _reopened(_: AccountReopened, __: Row) -> Row:
    return {"settled_on": None}


TELLS: dict[type[Event], Teller] = {
    ContributionReceived: _contributed,
    ContributionCorrected: _corrected,
    ContributionRefunded: _refunded,
    PaymentMade: _paid,
    PaymentReturned: _returned,
    GrantRecovered: _recovered,
    RecoveryCorrected: _not_recovered,
    InvoiceOverdue: _overdue,
    AccountSettled: _settled,
    AccountReopened: _reopened,
}
