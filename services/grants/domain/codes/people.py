"""Who applies, for whom, and for which home."""

from typing import Literal

ApplicantKind = Literal[
    "owner_occupier",
    "landlord",
    "private_tenant",
    "registered_provider_tenant",
    "council_tenant",
    "tied_occupier",
    "licensee",
    "caravan_occupier",
    "houseboat_occupier",
    "service_accommodation",
]

Interest = Literal["owner", "tenant", "occupier"]
"""What lets someone apply for a home: sections 21, 22 and 22A."""

OwnerInterest = Literal["owns", "proposes_to_acquire"]

LandlordConsent = Literal["given", "refused", "unreasonably_withheld"]

Diagnosis = Literal[
    "dementia",
    "cognitive_or_behavioural",
    "motor_neurone_disease",
    "rapidly_progressing",
    "neurodiversity",
    "chronic_condition_worsened_by_housing",
]

Circumstance = Literal[
    "being_discharged_from_hospital",
    "at_risk_of_admission",
    "needs_24_hour_carer",
    "life_expectancy_under_two_years",
    "veteran",
]

DisabilityGround = Literal[
    "sight_hearing_or_speech",
    "mental_disorder_or_impairment",
    "substantial_physical_disability",
    "registered_or_could_be",
    "disabled_child",
]
"""Why a person is disabled: section 100(1) to (4), guidance B5 and B6."""

DwellingKind = Literal[
    "house", "flat", "bungalow", "maisonette", "caravan", "houseboat", "holiday_home", "outbuilding"
]

TestOutcome = Literal["not_tested", "exempt", "passported", "assessed"]
