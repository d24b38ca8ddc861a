"""The works on site: who visits what for, where a household lives meanwhile, who services what."""

from enum import StrEnum

from shared.codes import Coded


class VisitKind(StrEnum):
    """What somebody visits the home for."""

    SURVEY = "survey"
    PRE_START = "pre_start"
    PROGRESS = "progress"
    JOINT = "joint"
    COMPLETION = "completion"


class Present(StrEnum):
    """Who was there, by what they are to the works: never a name."""

    OFFICER = "officer"
    ASSESSOR = "assessor"
    CLIENT = "client"
    CONTRACTOR = "contractor"
    OWNER = "owner"
    AGENT = "agent"


class SiteMatter(StrEnum):
    """What is looked at while works are in progress."""

    WORKS_TO_DATE = "works_to_date"
    STANDARD = "standard"
    CONCERNS = "concerns"
    SUPPLIES = "supplies"
    SPECIFICATION = "specification"


class Lodging(StrEnum):
    """Where a household lives during the works: what kind of place, and never where it is."""

    FAMILY_OR_FRIENDS = "family_or_friends"
    COUNCIL_HOME = "council_home"
    OTHER_HOME = "other_home"
    HOTEL = "hotel"
    CARE_HOME = "care_home"


class Maintainer(StrEnum):
    """Who services equipment."""

    MANUFACTURER = "manufacturer"
    CONTRACTOR = "contractor"
    COUNTY = "county"
    OWNER = "owner"
    APPLICANT = "applicant"


class SitePaper(Coded):
    """What a document of the works is."""

    PHOTOGRAPH = "photograph", "A photograph of the home or of the works"
    BUILDING_CONTRACT = "building_contract", "The contract between applicant and contractor"
    SAFETY_CERTIFICATE = "safety_certificate", "A certificate of the gas, the electricity or a lift"
    WARRANTY = "warranty", "The warranty of equipment, or its service agreement"
    SERVICE_RECORD = "service_record", "What was done when equipment was serviced"
