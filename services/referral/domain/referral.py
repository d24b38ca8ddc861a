"""What a referral consists of, and what an assessment finds."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from shared.contracts import referral as published
from shared.contracts.codes import Purpose, ReferralSource
from shared.contracts.event import ONS_CODE
from shared.identifiers import Postcode
from shared.problems import InvalidInput
from shared.schema import Date, Field, Flag, Model


class State(StrEnum):
    """How far a referral has come."""

    RECEIVED = "received"
    SIGNPOSTED = "signposted"
    TRIAGED = "triaged"
    ASSESSED = "assessed"


class Person(Model):
    """Who is referred. Stays in this service."""

    name: str = Field(min_length=1, max_length=200)
    date_of_birth: Date
    address: str = Field(min_length=1, max_length=500)
    postcode: Postcode


class Consent(Model):
    """That the person, or who may speak for them, agrees to the referral being worked on."""

    given: Flag
    by: str = Field(min_length=1, max_length=200)
    """The person, an attorney, a deputy or a parent."""
    on: Date


class Enquiry(Model):
    """A referral as it comes in."""

    district: str = Field(pattern=ONS_CODE)
    received_on: Date
    source: ReferralSource
    person: Person
    consent: Consent
    reason: str = Field(min_length=1, max_length=4000)


class RecommendedWork(published.RecommendedWork, Model):
    """Work as the therapist recommends it."""


class AccessNeed(published.AccessNeed, Model):
    """What a home would have to offer, as the therapist states it."""

    bedrooms: int = Field(strict=True, ge=0, le=20)
    household_size: int = Field(strict=True, ge=1, le=30)
    areas: tuple[Annotated[str, Field(pattern=ONS_CODE)], ...]


class Assessment(Model):
    """What the occupational therapist found at home (guidance 4.40)."""

    assessed_on: Date
    needs: tuple[Purpose, ...] = Field(min_length=1)
    recommended_works: tuple[RecommendedWork, ...]
    access_need: AccessNeed
    report: str = Field(default="", max_length=20000)
    """The narrative. Stays in this service."""


def check_enquiry(enquiry: Enquiry, today: dt.date) -> None:
    """Nothing is done without consent, and nothing is dated ahead."""
    if not enquiry.consent.given:
        raise InvalidInput.at("/consent/given", "without consent the referral cannot be taken up")
    for pointer, date in (
        ("/received_on", enquiry.received_on),
        ("/consent/on", enquiry.consent.on),
        ("/person/date_of_birth", enquiry.person.date_of_birth),
    ):
        not_ahead(pointer, date, today)


def check_assessment(assessment: Assessment, received_on: dt.date, today: dt.date) -> None:
    """The visit lies between the enquiry and today; every work serves a need that was found."""
    not_ahead("/assessed_on", assessment.assessed_on, today)
    if assessment.assessed_on < received_on:
        raise InvalidInput.at("/assessed_on", "before the referral was received")
    for position, work in enumerate(assessment.recommended_works):
        if not set(work.purposes) <= set(assessment.needs):
            raise InvalidInput.at(
                f"/recommended_works/{position}/purposes", "names a purpose that is not a need"
            )


def not_ahead(pointer: str, date: dt.date, today: dt.date) -> None:
    """Refuse a date of something that has happened if it lies in the future."""
    if date > today:
        raise InvalidInput.at(pointer, "lies in the future")
