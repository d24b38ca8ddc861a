"""What the payments service publishes."""

import datetime as dt
import uuid
from typing import ClassVar

from shared.contracts.codes import PaymentStage
from shared.contracts.event import Event
from shared.schema import Pounds


class ContributionReceived(Event):
    """The applicant paid towards their share of the scheme."""

    TYPE: ClassVar[str] = "payments.contribution-received"

    receipt_id: uuid.UUID
    received_on: dt.date
    amount: Pounds
    outstanding: Pounds
    """What the applicant still has to pay."""

    @property
    def subject(self) -> str:
        return str(self.receipt_id)


class PaymentMade(Event):
    """An invoice was paid from the award."""

    TYPE: ClassVar[str] = "payments.payment-made"

    payment_id: uuid.UUID
    paid_on: dt.date
    stage: PaymentStage
    amount: Pounds
    paid_to_date: Pounds

    @property
    def subject(self) -> str:
        return str(self.payment_id)


class AccountSettled(Event):
    """Nothing more is paid: what was not used of the award is released."""

    TYPE: ClassVar[str] = "payments.account-settled"

    settled_on: dt.date
    paid: Pounds
    contribution_due_back: Pounds | None = None
    """What the applicant paid in and was not spent, to be given back. None in events from before
    it was told."""


EVENTS: tuple[type[Event], ...] = (ContributionReceived, PaymentMade, AccountSettled)
