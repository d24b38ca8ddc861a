"""Who refers people: in more kinds than other services are told."""

from enum import StrEnum

from shared.contracts.codes import ReferralSource
from shared.schema import Field, Model


class Source(StrEnum):
    """Who referred the person (guidance 4.18 to 4.27)."""

    SELF = "self"
    FAMILY_OR_CARER = "family_or_carer"
    GP = "gp"
    HOSPITAL = "hospital"
    SOCIAL_CARE = "social_care"
    OCCUPATIONAL_THERAPIST = "occupational_therapist"
    LANDLORD = "landlord"
    OTHER = "other"
    HOSPITAL_OCCUPATIONAL_THERAPIST = "hospital_occupational_therapist"
    CLINICIAN = "clinician"
    CHILDRENS_SERVICES = "childrens_services"
    CONTACT_CENTRE = "contact_centre"


_TOLD_AS = {
    Source.HOSPITAL_OCCUPATIONAL_THERAPIST: ReferralSource.HOSPITAL,
    Source.CLINICIAN: ReferralSource.OTHER,
    Source.CHILDRENS_SERVICES: ReferralSource.SOCIAL_CARE,
    Source.CONTACT_CENTRE: ReferralSource.SOCIAL_CARE,
}
"""What other services hear instead: their list was published, and a new code would break them."""


def told_as(source: Source) -> ReferralSource:
    """The published code of a source."""
    return _TOLD_AS.get(source) or ReferralSource(source)


class Referrer(Model):
    """Who it is that refers the person, to be asked and answered. Stays in this service."""

    name: str = Field(min_length=1, max_length=200)
    """Full name, up to 200 characters."""
    organisation: str | None = Field(default=None, min_length=1, max_length=200)
    """For whom they work; leave out where for nobody."""
    telephone: str | None = Field(default=None, min_length=1, max_length=40)
    """A number to call; leave out where not known."""
    email: str | None = Field(default=None, min_length=3, max_length=254)
    """An address to write to; leave out where not known."""
    reference: str | None = Field(default=None, min_length=1, max_length=100)
    """What they call the referral; leave out where they have no name for it."""
