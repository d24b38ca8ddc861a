"""Where payees are paid: bank details by two people, a change after a cooling-off."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Annotated

from shared.bounds import Shaped
from shared.calendar import add_working_days
from shared.contracts.contractors import contractor_id
from shared.contracts.event import District
from shared.identifiers.accounts import AccountNumber, SortCode
from shared.problems import InvalidInput, Problem
from shared.schema import Field, Model, example

COOLING_OFF = 5
"""Working days from the confirmation of changed details until a payment goes there: long enough
for the payee to hear of a change that is not theirs."""

_PAYEES = uuid.UUID("0f5a1f0e-6a53-4d0e-9a1b-61b0c3c0f6d2")


class SamePerson(Problem):
    """Money and where it goes take several people: this one has acted already."""

    slug = "same-person"
    title = "Somebody else has to do this"
    status = 409


def check_other(principal: str, *before: str | None) -> None:
    """Whether this person did none of the acts before; raises `SamePerson`."""
    if principal in before:
        raise SamePerson("you have done an earlier step of this yourself")


def payee_of(district: str, name: str) -> uuid.UUID:
    """The payee of that name in a district, whatever the case, spaces and punctuation."""
    return contractor_id(uuid.uuid5(_PAYEES, district), name)


def in_force_from(confirmed_on: dt.date, *, first: bool) -> dt.date:
    """From when details are paid to: the first at once, changed ones after the cooling-off."""
    return confirmed_on if first else add_working_days(confirmed_on, COOLING_OFF)


class DetailsProposed(Model):
    """Where a payee asks to be paid."""

    model_config = example(
        district="E07000083",
        name="Severn Builders",
        sort_code="200000",
        account_number="55779911",
        evidence="Letterhead, checked by a call to the number on the approval",
    )

    district: District
    """ONS code of the district that pays."""
    name: str = Field(min_length=1, max_length=140)
    """The payee as its invoices name it, and the account's holder; up to 140 characters."""
    sort_code: SortCode
    """Of the payee's bank."""
    account_number: AccountNumber
    """The payee's account."""
    evidence: str = Field(min_length=1, max_length=1000)
    """What shows that the payee asked for it, up to 1,000 characters."""


class FileFormat(StrEnum):
    """How a district's bank takes a run."""

    BACS18 = "bacs18"
    """Bacs Standard 18."""
    PAIN001 = "pain001"
    """ISO 20022 pain.001.001.09."""


class DebitAccountFacts(Model):
    """The account from which a district pays, and which serials are its own."""

    model_config = example(
        district="E07000083",
        name="Tewkesbury Borough",
        sort_code="090909",
        account_number="01234567",
        service_user_number="012345",
        next_serial=1,
        last_serial=99999,
        file_format="bacs18",
        recall_until="16:00",
    )

    district: District
    """ONS code of the district that pays."""
    name: str = Field(min_length=1, max_length=140)
    """As the bank knows the account's holder; up to 140 characters."""
    sort_code: SortCode
    """Of the council's bank."""
    account_number: AccountNumber
    """The council's account."""
    service_user_number: Annotated[
        str, Shaped(r"^\d{6}$", "a service user number has 6 digits, such as 012345")
    ]
    """Of the Bacs scheme, 6 digits. Payroll and benefits may share it."""
    next_serial: int = Field(ge=1, le=999_999)
    """The first serial of grants' own range, 1 to 999,999."""
    last_serial: int = Field(ge=1, le=999_999)
    """The last serial of that range, 1 to 999,999."""
    file_format: FileFormat = FileFormat.BACS18
    """How the bank takes a run."""
    recall_until: Annotated[
        str, Shaped(r"^([01]\d|2[0-3]):[0-5]\d$", "a time of the day such as 16:00")
    ] = "16:00"
    """Until when on the processing day the bank stops a payment, as HH:MM in London."""


def check_serials(asked: DebitAccountFacts, number: str, next_serial: int) -> None:
    """No serial of a service user number is ever used again."""
    if asked.service_user_number == number and asked.next_serial < next_serial:
        raise InvalidInput.at("/next_serial", f"those below {next_serial} are used already")
