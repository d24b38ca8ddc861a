"""What the payments service publishes."""

import datetime as dt
import uuid
from typing import ClassVar

from pydantic import Field

from shared.contracts.codes import PaymentStage
from shared.contracts.event import DistrictEvent, Event, Published
from shared.schema import Pounds

CODE = r"^[a-z0-9_]+$"


class ContributionReceived(Event):
    """The applicant paid towards their share of the scheme."""

    TYPE: ClassVar[str] = "payments.contribution-received"

    receipt_id: uuid.UUID
    """The receipt, in the payments service."""
    received_on: dt.date
    """The day on which the money came in."""
    amount: Pounds
    """How much came in, in pounds."""
    outstanding: Pounds
    """What the applicant still has to pay."""

    @property
    def subject(self) -> str:
        return str(self.receipt_id)


class ContributionCorrected(Event):
    """A contribution was recorded by mistake: it does not count, though it was told."""

    TYPE: ClassVar[str] = "payments.contribution-corrected"

    receipt_id: uuid.UUID
    """The receipt of `payments.contribution-received`."""
    corrected_on: dt.date
    """The day on which the mistake was put right."""
    amount: Pounds
    """How much had been recorded, in pounds."""
    outstanding: Pounds
    """What the applicant still has to pay."""

    @property
    def subject(self) -> str:
        return str(self.receipt_id)


class ContributionRefunded(Event):
    """What the applicant paid in and was not spent was given back."""

    TYPE: ClassVar[str] = "payments.contribution-refunded"

    refund_id: uuid.UUID
    """The refund, in the payments service."""
    refunded_on: dt.date
    """The day on which it was paid."""
    amount: Pounds
    """How much, in pounds."""

    @property
    def subject(self) -> str:
        return str(self.refund_id)


class PaymentMade(Event):
    """An invoice was paid from the award."""

    TYPE: ClassVar[str] = "payments.payment-made"

    payment_id: uuid.UUID
    """The payment, in the payments service."""
    paid_on: dt.date
    """The day of the payment."""
    stage: PaymentStage
    """Whether it was an interim payment or the last one."""
    amount: Pounds
    """What was paid, in pounds."""
    paid_to_date: Pounds
    """All payments of the case up to this one, in pounds."""

    @property
    def subject(self) -> str:
        return str(self.payment_id)


class PaymentReturned(Event):
    """A payment does not stand: the contractor's bank sent it back, or it was recorded by mistake.

    It is to be made good by another.
    """

    TYPE: ClassVar[str] = "payments.payment-returned"

    payment_id: uuid.UUID
    """The payment of `payments.payment-made`."""
    returned_on: dt.date
    """The day on which the money came back, or the mistake was found."""
    amount: Pounds
    """How much it was, in pounds."""
    paid_to_date: Pounds
    """What has reached contractors without it, in pounds."""

    @property
    def subject(self) -> str:
        return str(self.payment_id)


class InvoiceOverdue(Event):
    """An invoice was not paid within the time that it is to be paid in."""

    TYPE: ClassVar[str] = "payments.invoice-overdue"

    invoice_id: uuid.UUID
    """The invoice, in the payments service."""
    due_on: dt.date
    """The last day on which it was to be paid."""
    amount: Pounds
    """What it asks for, in pounds."""
    approved: bool
    """Whether it was found acceptable by then."""

    @property
    def subject(self) -> str:
        return str(self.invoice_id)


class GrantDemanded(Event):
    """Money is demanded back of a grant: a second person has approved it, and it is owed."""

    TYPE: ClassVar[str] = "payments.grant-demanded"

    recovery_id: uuid.UUID
    """The debt, in the payments service."""
    of_charge: bool
    """Whether it is demanded of a charge, after the home was disposed of."""
    demanded_on: dt.date
    """The day on which it was approved."""
    amount: Pounds
    """How much, in pounds."""
    decision: int | None = None
    """The number of the decision in `grants.repayment-decided` on which it was proposed; None where finance asked,
    and in events from before it was told."""

    @property
    def subject(self) -> str:
        return str(self.recovery_id)


class DemandCorrected(Event):
    """A demand was a mistake and is taken back: nothing of it is owed."""

    TYPE: ClassVar[str] = "payments.demand-corrected"

    recovery_id: uuid.UUID
    """The debt of `payments.grant-demanded`."""
    corrected_on: dt.date
    """The day on which it was taken back."""
    amount: Pounds
    """How much had been demanded, in pounds."""

    @property
    def subject(self) -> str:
        return str(self.recovery_id)


class GrantRecovered(Event):
    """Part of a grant came back: it goes to the district's grant budget."""

    TYPE: ClassVar[str] = "payments.grant-recovered"

    recovery_id: uuid.UUID
    """The debt, in the payments service."""
    ground: str = Field(pattern=CODE)
    """Why it was demanded, as a stable code."""
    received_on: dt.date
    """The day on which the money came in."""
    amount: Pounds
    """How much came in, in pounds."""
    outstanding: Pounds
    """What is still owed of this debt, in pounds."""

    @property
    def subject(self) -> str:
        return str(self.recovery_id)


class RecoveryCorrected(Event):
    """What came in on a debt was booked by mistake: it does not count, though it was told."""

    TYPE: ClassVar[str] = "payments.recovery-corrected"

    recovery_id: uuid.UUID
    """The debt of `payments.grant-recovered`."""
    received_on: dt.date
    """The day on which the money was said to have come in."""
    corrected_on: dt.date
    """The day on which the mistake was put right."""
    amount: Pounds
    """How much had been booked, in pounds."""
    outstanding: Pounds
    """What is still owed of this debt, in pounds."""

    @property
    def subject(self) -> str:
        return str(self.recovery_id)


class AccountSettled(Event):
    """Nothing more is paid: what was not used of the award is released."""

    TYPE: ClassVar[str] = "payments.account-settled"

    settled_on: dt.date
    """The day of the last payment."""
    paid: Pounds
    """What was paid in all, in pounds."""
    contribution_due_back: Pounds | None = None
    """What the applicant paid in and was not spent, to be given back. None in events from before
    it was told."""
    approval_ended: bool | None = None
    """Whether the approval had ended when it was settled: if that was a mistake, this does not count.
    None in events from before it was told."""


class AccountReopened(Event):
    """The account is not settled after all: what settled it was recorded by mistake."""

    TYPE: ClassVar[str] = "payments.account-reopened"

    reopened_on: dt.date
    """The day from which money is taken in and paid again."""


class SpendingConfirmed(DistrictEvent):
    """Money of the pooled fund was spent beside grants, as a second person confirmed."""

    TYPE: ClassVar[str] = "payments.spending-confirmed"

    spending_id: uuid.UUID
    """The spending, in the payments service."""
    purpose: str = Field(pattern=CODE)
    """Which way of spending it is (guidance 2.7), as a stable code."""
    nature: str = Field(pattern=CODE)
    """Capital or revenue (guidance Appendix A), as a stable code."""
    fund: str = Field(pattern=CODE)
    """Whose money it was, government funding or the council's own, as a stable code."""
    amount: Pounds
    """How much, in pounds with VAT."""
    on: dt.date
    """The day on which it was spent."""

    @property
    def subject(self) -> str:
        return str(self.spending_id)


class SpendingCorrected(DistrictEvent):
    """What was confirmed was a mistake: it does not count, though it was told."""

    TYPE: ClassVar[str] = "payments.spending-corrected"

    spending_id: uuid.UUID
    """The spending of `payments.spending-confirmed`."""
    corrected_on: dt.date
    """The day on which the mistake was put right."""
    amount: Pounds
    """How much had been confirmed, in pounds."""

    @property
    def subject(self) -> str:
        return str(self.spending_id)


class AccrualsStated(DistrictEvent):
    """What of a district's grants belongs to the time up to a day though it was not paid by then."""

    TYPE: ClassVar[str] = "payments.accruals-stated"

    on: dt.date
    """The last day that counts; a later statement of the same day replaces it."""
    invoiced: Pounds
    """Accepted by that day and not with the contractors, in pounds."""
    not_invoiced: Pounds
    """Work valued by that day beyond all that was accepted, in pounds."""

    @property
    def subject(self) -> str:
        return f"{self.district}/{self.on}"


EVENTS: tuple[type[Published], ...] = (
    ContributionReceived,
    ContributionCorrected,
    ContributionRefunded,
    PaymentMade,
    PaymentReturned,
    InvoiceOverdue,
    GrantDemanded,
    DemandCorrected,
    GrantRecovered,
    RecoveryCorrected,
    AccountSettled,
    AccountReopened,
    SpendingConfirmed,
    SpendingCorrected,
    AccrualsStated,
)
