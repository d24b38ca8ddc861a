"""Payments that are stopped after the file is with the bank, or sent back after they were made.

What the bank did can have been noted wrongly.
"""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from services.payments.domain.releases import Outcome
from services.payments.domain.runs import Reference
from shared.contracts.event import District
from shared.mistakes import Mistake, TakenBack
from shared.problems import InvalidInput, WrongState
from shared.schema import Date, Field, Model, Pounds, example

LONDON = ZoneInfo("Europe/London")


class ReturnReason(StrEnum):
    """Why a bank sent a credit back: the reasons of its advice of unapplied credits (ARUCS)."""

    INVALID_DETAILS = "invalid_details"
    DECEASED = "deceased"
    TRANSFERRED = "transferred"
    NO_ACCOUNT = "no_account"
    CLOSED = "closed"
    REQUESTED = "requested"


class Recall(Model):
    """A payment of a run that the bank is asked to stop."""

    model_config = example(
        reference="DFG 000042 00001", reason="The bank details were not the payee's"
    )

    reference: Reference
    """Its reference in the run."""
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    """Why it must not be made, up to 1,000 characters."""


class Returned(Model):
    """A credit that the payee's bank sent back, as the advice tells of it."""

    model_config = example(
        district="E07000083",
        reference="DFG 000042 00001",
        amount="1250.00",
        returned_on="2026-03-13",
        reason="closed",
    )

    district: District
    """ONS code of the district that paid."""
    reference: Reference
    """All that says which payment it was."""
    amount: Pounds = Field(gt=0)
    """What came back, in pounds: the whole payment."""
    returned_on: Date
    """The day on which the money came back; not after today."""
    reason: ReturnReason
    """Why, as the bank tells it."""


class AnswerCorrection(Mistake):
    """What the bank did with a payment, where something else was noted."""

    model_config = example(
        reference="DFG 000042 00001", outcome="paid", reason="The line above it was rejected"
    )

    reference: Reference
    """Its reference in the run."""
    outcome: Outcome
    """What the bank did: `paid`, `rejected`, or `recalled` where it was asked to stop it."""


class ReturnCorrection(Mistake):
    """A credit that did not come back, though that was booked."""

    model_config = example(
        district="E07000083", reference="DFG 000042 00001", reason="Of another payee"
    )

    district: District
    """ONS code of the district that paid."""
    reference: Reference
    """All that says which payment it was."""


class AnswerTakenBack(TakenBack):
    """What was noted of a payment by mistake."""

    outcome: Outcome
    """What the bank was said to have done."""
    returned_on: dt.date | None
    """The day on which the payment was said to have come back; null otherwise."""
    return_reason: ReturnReason | None
    """Why it was said to have come back; null otherwise."""


ANSWERS = (Outcome.PAID, Outcome.REJECTED, Outcome.RECALLED)
"""What a bank answers of a payment."""


def nth(step: str, corrected: int) -> str:
    """The step's name in the ledger: a payment takes each once, and anew after a correction."""
    return f"{step}-{corrected + 1}" if corrected else step


def check_correction(said: AnswerCorrection, noted: str | None, *, recalled: bool) -> None:
    """An answer is corrected to another that the bank can have given."""
    if noted not in ANSWERS:
        raise WrongState("no answer of the bank stands that could be corrected")
    if said.outcome not in ANSWERS:
        raise InvalidInput.at("/outcome", f"one of {', '.join(ANSWERS)}")
    if said.outcome == noted:
        raise WrongState(f"it is noted as {noted} already")
    if said.outcome is Outcome.RECALLED and not recalled:
        raise InvalidInput.at("/outcome", "the bank was not asked to stop this payment")


def check_recall(now: dt.datetime, processing_date: dt.date, until: dt.time) -> None:
    """A bank stops a payment until the time of the processing day that it has agreed to."""
    last = dt.datetime.combine(processing_date, until, LONDON)
    if now > last:
        raise WrongState(f"the bank stops payments until {last:%H:%M} on {last:%Y-%m-%d}")


def check_returned(told: Returned, amount: Decimal, sent_on: dt.date, today: dt.date) -> None:
    """What comes back is what was sent, no sooner than it was sent."""
    if told.amount != amount:
        raise InvalidInput.at("/amount", f"the payment was of {amount:.2f}")
    if not sent_on <= told.returned_on <= today:
        raise InvalidInput.at("/returned_on", f"between {sent_on} and today, {today}")
