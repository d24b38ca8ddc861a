"""A payment run: what is asked of it, what an approver has seen, and what the bank answers."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

import orjson

from services.payments.domain.runs import Payment
from shared.bounds import Shaped
from shared.contracts.event import District, OwnEvent
from shared.problems import Problem, WrongState
from shared.schema import Date, Field, Model, Pounds, example

Named = Annotated[str, Field(min_length=1, max_length=35)]
"""Of one payment of a run, as the bank names it."""


class Outcome(StrEnum):
    """What became of one payment."""

    PAID = "paid"
    REJECTED = "rejected"
    RECALLED = "recalled"
    RETURNED = "returned"
    VOIDED = "voided"


class RunConfirmed(OwnEvent):
    """The bank has answered for a run: each of its payments is to be posted."""

    TYPE: ClassVar[str] = "payments.run-confirmed"

    run_id: uuid.UUID
    payments: int

    @property
    def subject(self) -> str:
        return str(self.run_id)


class RunChanged(Problem):
    """What stands now is not what was proposed or seen: the run is voided and proposed again."""

    slug = "run-changed"
    title = "The run is not what was seen"
    status = 409


class Proposal(Model):
    """Which payments are to leave together, and on which day."""

    model_config = example(district="E07000083", processing_date="2026-03-12")

    district: District
    """ONS code of the district that pays."""
    processing_date: Date
    """A working day, 1 to 30 days ahead, on which the bank processes the file."""
    invoices: tuple[uuid.UUID, ...] | None = Field(default=None, max_length=10_000)
    """Only these of the approved invoices; null is all that wait."""


class Seen(Model):
    """What the approver has in front of them."""

    model_config = example(
        payments=2,
        total="7100.00",
        digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )

    payments: int = Field(ge=1, le=10_000)
    """How many payments the run has."""
    total: Pounds
    """What they come to, in pounds."""
    digest: Annotated[
        str, Shaped(r"^[0-9a-f]{64}$", "a digest is 64 digits and letters a to f, as it was shown")
    ]
    """The run's digest, as it was shown."""


class Answered(Model):
    """What the bank answered."""

    model_config = example(confirmed_on="2026-03-12", rejected=[])

    confirmed_on: Date
    """The day on which the bank debited the run; not after today."""
    rejected: tuple[Named, ...] = Field(default=(), max_length=10_000)
    """References of payments that the bank did not make."""
    recalled: tuple[Named, ...] = Field(default=(), max_length=10_000)
    """References of payments that the bank was asked to stop, and stopped."""


def digest_of(payments: Iterable[Payment]) -> str:
    """SHA-256 of the payments: to whom, where, how much, under which reference, in order."""
    rows = [payment.model_dump(mode="json") for payment in payments]
    return hashlib.sha256(orjson.dumps(rows)).hexdigest()


def check_seen(seen: Seen, payments: int, total: Decimal, digest: str) -> None:
    """An approval is of these very payments, not of a run by its number."""
    if (seen.payments, seen.total, seen.digest) != (payments, total, digest):
        raise RunChanged("count, total or digest differ: look at the run again")


def check_answered(day: dt.date, handed_in_on: dt.date, today: dt.date) -> None:
    """The bank answers neither before it has the file nor in the future."""
    if not handed_in_on <= day <= today:
        raise WrongState(f"the bank answers from {handed_in_on} to today, {today}")
