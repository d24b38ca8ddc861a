"""A payment run: what is paid, to whom, from which account, and on which day."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Annotated

from shared.bounds import AtMost
from shared.calendar import is_working_day, legal_date
from shared.problems import FieldError, InvalidInput
from shared.schema import Date, Field, Instant, Model, Pounds, read_with

MOST_DAYS_AHEAD = 30
MOST_IN_ALL = Decimal("999999999.99")
"""Pounds. The contra of a Bacs file holds no more; a run fits either format or neither."""

_REFERENCE = re.compile(r"[A-Za-z0-9.&/ -]{1,18}")


def _digits(count: int) -> Callable[[object], str]:
    def read(value: object) -> str:
        digits = isinstance(value, str) and value.isascii() and value.isdigit()
        if not isinstance(value, str) or not digits or len(value) != count or not int(value):
            raise ValueError(f"{count} digits and nothing else, not all of them 0")
        return value

    return read


def _read_reference(value: object) -> str:
    if isinstance(value, str) and _REFERENCE.fullmatch(value):
        return value.upper()
    raise ValueError(
        "1 to 18 letters, digits, spaces, full stops, ampersands, slashes or hyphens:"
        " a reference must arrive as it was written"
    )


def _read_text(value: object) -> str:
    """Text of any script; the characters that PostgreSQL and XML both refuse are in none."""
    if isinstance(value, str) and value.strip(" ") and not re.search("[\0\ud800-\udfff]", value):
        return value
    raise ValueError("text, not spaces alone, without NUL or half a surrogate pair")


Reference = Annotated[str, read_with(_read_reference, str), AtMost(18)]
"""In capitals, 1 to 18 characters. All that comes back with a Bacs credit that was returned."""

SixDigits = Annotated[str, read_with(_digits(6), str)]
"""A sort code, service user number or serial: leading noughts are kept.

A run is written by a program. A hyphen, which a person may type, shows here that something is wrong.
"""

AccountNumber = Annotated[str, read_with(_digits(8), str)]

_Text = Annotated[str, read_with(_read_text, str)]
Id = Annotated[_Text, Field(min_length=1, max_length=35)]
Name = Annotated[_Text, Field(min_length=1, max_length=140)]


class Originator(Model):
    """The council's account that is debited."""

    name: Name
    sort_code: SixDigits
    account_number: AccountNumber


class Payment(Model):
    """One credit to one account."""

    id: Id
    """Unique in the run: the end-to-end id of pain.001. Bacs has no field for it."""
    name: Name
    sort_code: SixDigits
    account_number: AccountNumber
    amount: Pounds = Field(gt=0)
    reference: Reference


class Run(Model):
    """Payments that leave one account on one day, in one file."""

    id: Id
    service_user_number: SixDigits
    serial: SixDigits
    created_at: Instant
    processing_date: Date
    originator: Originator
    payments: tuple[Payment, ...]

    @property
    def created_on(self) -> dt.date:
        """The legal date in London on which the file was made."""
        return legal_date(self.created_at)

    @property
    def total(self) -> Decimal:
        """Pounds: what all payments come to."""
        return sum((p.amount for p in self.payments), Decimal(0))


def read_run(document: object) -> Run:
    """A run that a bank can take; else `InvalidInput` or pydantic's error with every fault."""
    run = Run.model_validate(document)
    faults = [*_of_date(run), *_of_ids(run.payments), *_of_size(run)]
    if faults:
        raise InvalidInput(errors=faults)
    return run


def made_at(run: Run, now: dt.datetime) -> Run:
    """The run as it is made into a file now. Of what was read before only its day can have passed."""
    made = run.model_copy(update={"created_at": now})
    if faults := [*_of_date(made)]:
        raise InvalidInput(errors=faults)
    return made


def _of_date(run: Run) -> Iterator[FieldError]:
    """Bacs processes on the day after a file is handed in at the earliest, on working days."""
    ahead = (run.processing_date - run.created_on).days
    if not 0 < ahead <= MOST_DAYS_AHEAD:
        yield FieldError(
            "/processing_date",
            f"1 to {MOST_DAYS_AHEAD} days after {run.created_on}, the date of the run in London",
        )
    if not is_working_day(run.processing_date):
        yield FieldError("/processing_date", "a working day in England: choose another day")


def _of_ids(payments: tuple[Payment, ...]) -> Iterator[FieldError]:
    first: dict[str, int] = {}
    for at, payment in enumerate(payments):
        if first.setdefault(payment.id, at) != at:
            yield FieldError(
                f"/payments/{at}/id", f"the id of payment {first[payment.id]}: give each its own"
            )


def _of_size(run: Run) -> Iterator[FieldError]:
    if not run.payments:
        yield FieldError("/payments", "at least one payment")
    if run.total > MOST_IN_ALL:
        yield FieldError(
            "/payments", f"{run.total:.2f} in all: no more than {MOST_IN_ALL} fits a file, split it"
        )
