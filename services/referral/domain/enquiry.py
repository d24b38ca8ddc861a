"""An enquiry as it comes in: who is referred, by whom, why, and with whose consent."""

import datetime as dt
from enum import StrEnum

from services.referral.domain.consent import Consent
from services.referral.domain.dates import not_ahead
from services.referral.domain.reasons import Reason
from services.referral.domain.sources import Referrer, Source
from shared.contracts.event import District
from shared.identifiers import NhsNumber, Postcode, Uprn
from shared.problems import InvalidInput
from shared.schema import Date, Field, Model, example, example_of


class CommunicationNeed(StrEnum):
    """How to reach the person (the Accessible Information Standard)."""

    LARGE_PRINT = "large_print"
    BRAILLE = "braille"
    EASY_READ = "easy_read"
    AUDIO = "audio"
    SIGN_LANGUAGE = "sign_language"
    LIPREADING = "lipreading"
    TEXT_RELAY = "text_relay"
    INTERPRETER = "interpreter"
    WRITING_ONLY = "writing_only"
    TELEPHONE_ONLY = "telephone_only"
    HOME_VISIT = "home_visit"


class Capacity(StrEnum):
    """As what somebody speaks for the person."""

    PARENT = "parent"
    ATTORNEY = "attorney"
    DEPUTY = "deputy"
    CARER = "carer"
    RELATIVE = "relative"
    ADVOCATE = "advocate"


class Representative(Model):
    """Who speaks for the person. Stays in this service."""

    name: str = Field(min_length=1, max_length=200)
    """Full name, up to 200 characters."""
    capacity: Capacity
    """As what they speak for the person."""
    telephone: str | None = Field(default=None, min_length=1, max_length=40)
    """A number to call; leave out where not known."""
    email: str | None = Field(default=None, min_length=3, max_length=254)
    """An address to write to; leave out where not known."""


class Person(Model):
    """Who is referred. Stays in this service."""

    name: str = Field(min_length=1, max_length=200)
    """Full name, up to 200 characters."""
    date_of_birth: Date
    """Not after today."""
    address: str = Field(min_length=1, max_length=500)
    """The home that may be adapted, without the postcode; up to 500 characters."""
    postcode: Postcode
    nhs_number: NhsNumber | None = None
    """Ten digits with a valid check digit; spaces may be typed. Leave out where not known."""
    uprn: Uprn | None = None
    """Unique Property Reference Number of the home, 1 to 12 digits. Leave out where not known."""
    communication_needs: tuple[CommunicationNeed, ...] = Field(
        default=(), max_length=len(CommunicationNeed)
    )
    """How letters and calls have to be made for the person."""
    representative: Representative | None = None
    """Who speaks for the person; leave out where nobody does."""


class Enquiry(Model):
    """A referral as it comes in."""

    model_config = example(
        district="E07000083",
        received_on="2026-03-02",
        source="gp",
        person={
            "name": "Ada Example",
            "date_of_birth": "1967-06-15",
            "address": "1 Example Street, Tewkesbury",
            "postcode": "GL20 5AA",
            "communication_needs": ["large_print"],
        },
        consent={"given": True, "by": "Ada Example", "on": "2026-03-02"},
        reason="Cannot get into the bath safely any more.",
    )

    district: District
    """ONS code of the district that the home is in."""
    received_on: Date
    """The day on which the enquiry came in; targets count from it, so not after today."""
    source: Source
    """As what somebody referred the person."""
    referrer: Referrer | None = None
    """Who it was; leave out where it was the person, or nobody who can be asked."""
    person: Person
    """Who is referred."""
    consent: Consent
    """Whether the person agrees, and who said so."""
    reason: str = Field(min_length=1, max_length=4000)
    """What is difficult at home, in the words of whoever asks; up to 4,000 characters."""


class EnquiryCorrection(Model):
    """The enquiry as it should have been recorded."""

    model_config = example(enquiry=example_of(Enquiry), reason="The postcode was misread")

    enquiry: Enquiry
    """The whole enquiry as it should be, not only what changes."""
    reason: Reason
    """Why it is corrected; kept in the history."""


def check_enquiry(enquiry: Enquiry, today: dt.date, at: str = "") -> None:
    """Nothing is dated ahead. `at` is where the enquiry stands."""
    for pointer, date in (
        ("/received_on", enquiry.received_on),
        ("/consent/on", enquiry.consent.on),
        ("/person/date_of_birth", enquiry.person.date_of_birth),
    ):
        not_ahead(at + pointer, date, today)


def check_correction(
    enquiry: Enquiry, before: Enquiry, assessed_on: dt.date | None, today: dt.date
) -> None:
    """A case stays with its district, and was received before it was assessed."""
    check_enquiry(enquiry, today, "/enquiry")
    if enquiry.consent.given != before.consent.given:
        detail = "consent has a history of its own: record there that it is given or withdrawn"
        raise InvalidInput.at("/enquiry/consent/given", detail)
    if enquiry.district != before.district:
        detail = "a case stays with its district: refer the person to the other one"
        raise InvalidInput.at("/enquiry/district", detail)
    if assessed_on is not None and enquiry.received_on > assessed_on:
        raise InvalidInput.at("/enquiry/received_on", f"assessed before that, on {assessed_on}")
