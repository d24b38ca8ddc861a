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
    """All that was awarded has been paid or released, and the contribution is in."""

    TYPE: ClassVar[str] = "payments.account-settled"

    settled_on: dt.date
    paid: Pounds


EVENTS: tuple[type[Event], ...] = (ContributionReceived, PaymentMade, AccountSettled)
