"""What an application needs, when, and by what it can be shown."""

from typing import Literal

from shared.codes import Coded

Trigger = Literal[
    "always",
    "owner",
    "owner_occupier",
    "landlord",
    "tenant",
    "council_tenant",
    "occupier",
    "licensed",
    "applicant_of_18",
    "planning",
    "building_control",
    "party_wall",
    "listed_building",
    "build_over",
    "consents",
    "tested",
    "passported",
    "equipment",
    "own_labour",
    "insurance",
    "damages_claim",
    "applicant_pays",
    "land_charge",
]
"""The situations in which a document is needed, a condition applies or a rule yields."""


class Missing(Coded):
    """What a complete application still needs."""

    OWNER_INTEREST = "owner_interest", "The owner's interest still has to be acquired"
    ESTIMATES = "estimates", "More estimates, each from another contractor"
    APPLICATION_FORM = "application_form", "The signed application form"
    OWNERS_CERTIFICATE = "owners_certificate", "The owner's certificate of future occupation"
    TENANTS_CERTIFICATE = "tenants_certificate", "The tenant's certificate of future occupation"
    OCCUPIERS_CERTIFICATE = (
        "occupiers_certificate",
        "The caravan or houseboat occupier's certificate",
    )
    LANDLORDS_CERTIFICATE = (
        "landlords_certificate",
        "The owner's certificate signed by the landlord",
    )
    SITE_OWNERS_CONSENT = (
        "site_owners_consent",
        "The consent of the site's, mooring's or boat's owner",
    )
    LANDLORDS_PERMISSION = "landlords_permission", "The landlord's permission for the works"
    PROOF_OF_TITLE = "proof_of_title", "Proof of ownership"
    FINANCIAL_EVIDENCE = "financial_evidence", "Evidence of each income and of savings"
    PROOF_OF_BENEFIT = "proof_of_benefit", "Proof of the benefit that passports"
    PROOF_OF_TENANCY = "proof_of_tenancy", "Proof of the tenancy or licence"
    OT_REFERRAL = (
        "ot_referral",
        "The occupational therapist's assessment, or the social services authority's view",
    )
    PLANNING_PERMISSION = "planning_permission", "Planning permission"
    BUILDING_CONTROL = "building_control", "The application to building control"
    PARTY_WALL_CONSENT = "party_wall_consent", "The neighbours' consent to works on a party wall"
    LISTED_BUILDING_CONSENT = "listed_building_consent", "Listed building consent"
    BUILD_OVER_AGREEMENT = "build_over_agreement", "The water company's build-over agreement"


class Proof(Coded):
    """What a thing that an application needs can be shown by, besides the thing itself."""

    SOCIAL_SERVICES_VIEW = (
        "social_services_view",
        "The social services authority's view on what is necessary and appropriate",
    )
    CLINICAL_REFERRAL = "clinical_referral", "A clinical professional's referral"
    UTILITY_BILL = "utility_bill", "A utility bill with the applicant's name and the address"
    TENANCY_AGREEMENT = "tenancy_agreement", "The tenancy agreement or licence"
    LAND_REGISTRY_ENTRY = "land_registry_entry", "The Land Registry's entry"
