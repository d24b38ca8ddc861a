"""Who applies, for whom, and the home that is to be adapted."""

from decimal import Decimal
from typing import Annotated, get_args

from services.grants.domain.codes import (
    ApplicantKind,
    Diagnosis,
    DisabilityGround,
    DwellingKind,
    LandlordConsent,
    OwnerInterest,
)
from services.grants.domain.facts.fields import Age, Authority, Id, Share, Years
from shared.bounds import AtMost
from shared.money import NIL
from shared.schema import Date, Field, Flag, Model, Pounds


class Applicant(Model):
    kind: ApplicantKind
    """As what the applicant applies; decides which certificate and consents are needed."""
    age: Age
    """Age in whole years on the day of the application; 18 or over may apply."""
    person_from_abroad: Flag = False
    """Whether immigration law keeps the applicant from public help with housing."""
    public_body: Flag = False
    """Whether it is a council, a health body or another that is paid no grant."""
    long_term_foster_carer: Flag = False
    """Whether the applicant fosters the disabled child for the long term."""
    owner_interest: OwnerInterest = "owns"
    """Whether the applicant owns the home or is about to buy it."""
    lease_years_left: Years | None = None
    """Years that the lease still runs; null where the home is freehold or rented."""
    landlord_consent: LandlordConsent = "given"
    """What the landlord or site owner says to the works; leave out where nobody is asked."""
    rent_effect: Pounds = NIL
    """Of a landlord: what the higher rent after the works is worth, in pounds; comes off the
    grant.
    """


class DisabilityFinding(Model):
    """That someone is disabled, or is not: section 100."""

    disabled: Flag
    """Whether the person is disabled within section 100."""
    ground: DisabilityGround | None = None
    """Why; null where the person is found not to be disabled."""
    found_on: Date
    """The day of the finding."""
    found_by: Id
    """Who found it, as the token names them."""


class DisabledPerson(Model):
    age: Age
    """Age in whole years on the day of the application, 0 to 130."""
    finding: DisabilityFinding | None = None
    """The authority's; absent, it is taken as made; null, nobody has made it."""
    diagnoses: Annotated[tuple[Diagnosis, ...], AtMost(len(get_args(Diagnosis)))] = ()
    """Diagnoses on which an offer of the policy depends; no others."""
    person_from_abroad: Flag = False
    """Whether immigration law keeps the person from public help with housing."""
    life_expectancy_under_two_years: Flag = False
    """Whether the person is expected to live less than two years."""
    being_discharged_from_hospital: Flag = False
    """Whether the person is to come home from hospital."""
    at_risk_of_admission: Flag = False
    """Whether without help the person may have to go to hospital or into care."""
    needs_24_hour_carer: Flag = False
    """Whether somebody has to be with the person day and night."""
    veteran: Flag = False
    """Whether the person served in the armed forces."""


class Dwelling(Model):
    kind: DwellingKind
    """What kind of home it is."""
    main_residence: Flag
    """Whether it is, or will be, the disabled person's only or main home."""
    intends_five_years: Flag | None = None
    """Whether the person means to live there for the grant condition period of five years."""
    shorter_period_reason: Id | None = None
    """Why not so long, such as health; null where the five years are meant."""
    lived_there_years: Years
    """Years for which the applicant has lived there; parts of a year may be given."""
    authority: Authority | None = None
    """Of the area in which it stands (ONS code), where that is not the deciding district's."""
    common_parts_share: Share = Field(default=Decimal(1), json_schema_extra={"default": 1})
    """The applicant's share of works on common parts, 0 to 1; 1 where there are none."""
    ownership_disputed_or_in_probate: Flag = False
    """Whether it is not settled who owns the home."""
