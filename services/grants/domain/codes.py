"""The closed lists of a case and of its determination, each code in the words of the field."""

from typing import Literal, get_args

from shared.codes import Coded

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
DwellingKind = Literal[
    "house", "flat", "bungalow", "maisonette", "caravan", "houseboat", "holiday_home", "outbuilding"
]
WorksState = Literal["not_started", "started", "completed"]
TestOutcome = Literal["not_tested", "exempt", "passported", "assessed"]
ServiceKind = Literal[
    "owner_interest",
    "surveys",
    "plans",
    "schedules",
    "forms",
    "finance_advice",
    "building_regulations",
    "planning",
    "listed_building",
    "conservation_area",
    "estimates",
    "contracts_advice",
    "tenders",
    "supervision",
    "utilities",
    "paying_contractors",
    "occupational_therapist",
]
"""The services and charges of the 1996 Order (guidance B96), and B97's occupational therapist."""

SchemeHelp = Literal[
    "client_contribution_support",
    "top_up",
    "rapidly_progressing",
    "neurodiversity",
    "hospital_discharge",
    "child_second_home",
]
"""Assistance that pays towards the scheme: the works with their services and charges."""

OwnHelp = Literal[
    "dementia_friendly",
    "extended_warranty",
    "hoarding",
    "professional_fees",
    "relocation",
    "adaptations_support",
    "safe_and_warm",
    "carer_support",
    "assistive_technology",
    "ot_assessment",
    "minor_adaptation",
]
"""Assistance that pays for something of its own, outside the scheme's sums."""

Assistance = Literal[SchemeHelp, OwnHelp]
AwardKind = Literal["mandatory", Assistance]

Expense = Literal[
    "estate_agent",
    "solicitor",
    "survey",
    "stamp_duty",
    "removal",
    "reconnection",
    "occupational_therapist",
    "professional_fees",
    "void_rent",
    "adaptations",
    "purchase_price",
    "other",
]
"""What moving home costs."""

Step = Literal[
    "lowest_estimate",
    "reasonable_price",
    "preferred_scheme",
    "materials",
    "common_parts",
    "services",
    "estimated_expense",
    "maximum",
    "reduction",
    "rent_effect",
    "insurance",
    "nil_grant",
    "prospective_owner",
    "foster_placement",
    "funds",
    "exceptions",
]
"""Steps of a determination whose clause a district may have of its own."""

Time = Literal[
    "decision",
    "supported_decision",
    "urgent_decision_target",
    "decision_target",
    "deferral",
    "completion",
    "extension",
    "review_request",
    "review_answer",
    "statement_of_occupation",
    "charge_end",
    "estimates",
    "invitation_answer",
    "complaint_answer",
    "remedy",
]
"""What the law, a policy or a letter sets a time for, from application to notice."""

Start = Literal["application", "decision", "completion", "request", "notice"]
"""From when a time is counted."""

SCHEME_HELP: tuple[SchemeHelp, ...] = get_args(SchemeHelp)
ASSISTANCE: tuple[Assistance, ...] = get_args(Assistance)

Permission = Literal["planning", "building_control", "party_wall", "listed_building", "build_over"]
"""A consent of others that works can need before they may begin."""

DisabilityGround = Literal[
    "sight_hearing_or_speech",
    "mental_disorder_or_impairment",
    "substantial_physical_disability",
    "registered_or_could_be",
    "disabled_child",
]
"""Why a person is disabled: section 100(1) to (4), guidance B5 and B6."""

Interest = Literal["owner", "tenant", "occupier"]
"""What lets someone apply for a home: sections 21, 22 and 22A."""

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


ComplaintStage = Literal["team_leader", "head_of_service", "corporate_complaint", "ombudsman"]
"""Who answers a complaint, stage by stage as a district's policy names them."""

Unit = Literal["each", "metre", "square_metre", "cubic_metre", "hour", "day"]
"""In what a line of a schedule of works is measured."""


class VatBasis(Coded):
    """What a line of works is to the law of VAT (B95; Act of 1994, schedules 7A and 8)."""

    RAMP_OR_DOORWAY = "ramp_or_doorway", "Building a ramp, or widening a door or a passage"
    WASHROOM = "washroom", "Providing, extending or adapting a bathroom, washroom or lavatory"
    LIFT = "lift", "Putting in a lift between floors"
    EQUIPMENT = "equipment", "Equipment made for disabled people alone, and its fitting"
    ALARM = "alarm", "An alarm with which the person can call for help"
    MOBILITY_AID = "mobility_aid", "Fitting an aid for somebody of 60 or over"
    NO_RELIEF = "no_relief", "No relief, as of a bedroom, a kitchen or heating"


class Refusal(Coded):
    """Why a mandatory grant, or a part of the works, is refused (guidance B121)."""

    PUBLIC_BODY = "public_body", "A public body is paid no grant"
    APPLICANT_FROM_ABROAD = "applicant_from_abroad", "The applicant is a person from abroad"
    DISABLED_PERSON_FROM_ABROAD = (
        "disabled_person_from_abroad",
        "The disabled person could have applied and is a person from abroad",
    )
    UNDER_AGE = "under_age", "The applicant is too young: a parent or another adult can apply"
    NO_QUALIFYING_INTEREST = (
        "no_qualifying_interest",
        "Neither owner, nor tenant or licensee, nor occupier of a caravan or houseboat",
    )
    NOT_DISABLED = "not_disabled", "The person is not found to be disabled"
    LEASE_TOO_SHORT = "lease_too_short", "Too little of the lease remains to be an owner"
    OWNERSHIP_DISPUTED = "ownership_disputed", "Ownership is in dispute or the home is in probate"
    NOT_A_DWELLING = "not_a_dwelling", "Holiday homes and outbuildings do not qualify"
    NOT_MAIN_RESIDENCE = "not_main_residence", "It is not to be the only or main residence"
    NO_INTENTION_TO_RESIDE = (
        "no_intention_to_reside",
        "No intention to live there for the grant condition period, or a shorter one with a reason",
    )
    LANDLORD_CONSENT_REFUSED = (
        "landlord_consent_refused",
        "The landlord or site owner refuses consent, and not unreasonably",
    )
    WORKS_STARTED = "works_started", "The works were begun before approval without a good reason"
    WORKS_COMPLETED = "works_completed", "The works are completed"
    NO_RELEVANT_WORKS = "no_relevant_works", "No works are applied for"
    NO_STATUTORY_PURPOSE = "no_statutory_purpose", "The works serve none of the Act's purposes"
    NOT_NECESSARY_AND_APPROPRIATE = (
        "not_necessary_and_appropriate",
        "Not necessary and appropriate for any of the purposes",
    )
    NOT_REASONABLE_AND_PRACTICABLE = (
        "not_reasonable_and_practicable",
        "Not reasonable and practicable, given the age and condition of the home",
    )
    OWNER_HAS_LEGAL_DUTY = (
        "owner_has_legal_duty",
        "The owner is by law bound to carry the works out",
    )


class ConsentReason(Coded):
    """Why the applicant has to agree to a variation (guidance 5.30, 6.16, B125)."""

    NOT_ASKED_FOR = "not_asked_for", "The applicant did not ask for it"
    CONTRIBUTION_RISES = "contribution_rises", "The applicant would pay more"
    CHARGE_RISES = "charge_rises", "A charge on the home would newly apply, or rise"


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


class Condition(Coded):
    """What a grant is subject to (guidance 5.31, B122)."""

    FUTURE_OCCUPATION = "future_occupation", "The home is lived in as certified for the period"
    COMPLETE_IN_TIME = "complete_in_time", "The works are completed within 12 months of approval"
    WORKS_AS_APPROVED = "works_as_approved", "The works follow the approved specification"
    APPROVED_CONTRACTOR = (
        "approved_contractor",
        "A contractor who gave an estimate does the works, unless the authority agrees otherwise",
    )
    WORKS_SATISFACTORY = "works_satisfactory", "The authority is satisfied with the works"
    ACCEPTABLE_INVOICE = "acceptable_invoice", "An acceptable invoice, not from the family"
    MATERIALS_ONLY = "materials_only", "Only a third party's invoices for materials are paid"
    PAY_CONTRACTOR = "pay_contractor", "The grant is paid to the contractor"
    CONTRIBUTION_FIRST = "contribution_first", "The applicant's share is paid before any grant"
    RECOVER_EQUIPMENT = "recover_equipment", "Specialist equipment may be recovered"
    REPORT_FAULTS = "report_faults", "Faults under warranty are reported in time"
    CONSENTS_OBTAINED = (
        "consents_obtained",
        "The contractor obtains the permissions; certificates are handed over on completion",
    )
    KEEP_IN_REPAIR = "keep_in_repair", "The property is kept in repair"
    INSURE_PROPERTY = "insure_property", "Insurer and mortgage provider are told; cover is kept"
    NOMINATE_TENANTS = "nominate_tenants", "The authority may nominate tenants"
    PURSUE_DAMAGES = (
        "pursue_damages",
        "The claim for damages is pursued and the grant repaid from it",
    )
    PURSUE_INSURANCE = "pursue_insurance", "Insurance is claimed and the grant repaid from it"
    LAND_CHARGE = "land_charge", "Repayment may be demanded on disposal: a local land charge"
    REPAY_IF_OWNERSHIP_CEASES = (
        "repay_if_ownership_ceases",
        "All is repaid if ownership ends before the works are completed",
    )
    CHANGE_OF_CIRCUMSTANCES = (
        "change_of_circumstances",
        "If the person dies, moves or the works cease to suit, the grant is looked at again",
    )
    STATEMENT_OF_OCCUPATION = (
        "statement_of_occupation",
        "On notice the owner states within 21 days how the home is occupied",
    )
    WARRANTY_INCLUDED = "warranty_included", "A warranty is bought with lifts and wash/dry toilets"
    MAINTAIN_AFTER_WARRANTY = (
        "maintain_after_warranty",
        "After the warranty the applicant services the equipment",
    )
    VOLUNTARY_OCCUPATION = (
        "voluntary_occupation",
        "The applicant states the intention to stay in the home for five years",
    )
    PAID_ON_COMPLETION = "paid_on_completion", "Fees are paid when the grant works are completed"
    MOVE_IN_TIME = "move_in_time", "The move is completed within 12 months of approval"
    ABORTED_MOVE = "aborted_move", "Costs of a move that fails through the applicant are reclaimed"
    EQUITY_TO_ADAPTATIONS = (
        "equity_to_adaptations",
        "Equity released by the sale goes towards further adaptations",
    )
    MONITORING_FEE = "monitoring_fee", "After three years the applicant pays the monitoring fee"
    FEES_WITHIN_LIMIT = "fees_within_limit", "Professional fees are within the limit"


class Decline(Coded):
    """Why discretionary help that was asked for is not awarded."""

    INDIVIDUAL_CONSIDERATION = (
        "individual_consideration",
        "No offer of the policy covers it: it has to be considered individually",
    )
    NO_FUNDS = "no_funds", "Money is needed for mandatory grants first"
    NO_MANDATORY_APPLICATION = (
        "no_mandatory_application",
        "Only beside an application for a mandatory grant",
    )
    NOT_DECIDED_YET = (
        "not_decided_yet",
        "The application is not complete, or not for this authority",
    )
    NOT_ELIGIBLE = "not_eligible", "The applicant or disabled person is not eligible for a grant"
    HOME_NOT_ELIGIBLE = "home_not_eligible", "Nothing may be given for this home as it stands"
    WORKS_BEGUN = "works_begun", "The works were begun before approval"
    NOTHING_NEEDED = "nothing_needed", "Nothing remains for it to pay"
    NO_MANDATORY_AWARD = "no_mandatory_award", "Only where a mandatory grant is paid"
    TENURE = "tenure", "Not for this tenure"
    DIAGNOSIS = "diagnosis", "The diagnosis is not one that the offer is for"
    REFERRER = "referrer", "Not referred by one of those who may refer"
    SUPPORTER = "supporter", "Not recommended by one of those who may recommend"
    CIRCUMSTANCES = (
        "circumstances",
        "The disabled person's circumstances are not those of the offer",
    )
    TOO_YOUNG = "too_young", "The applicant is not over the age of the offer"
    NOT_A_CHILD = "not_a_child", "The disabled person is not a child"
    TOO_SHORT_RESIDENCE = "too_short_residence", "The applicant has not lived there long enough"
    NOT_PASSPORTED = "not_passported", "Only with a benefit that passports the means test"
    CONTRIBUTION_ABOVE_LIMIT = (
        "contribution_above_limit",
        "The assessed contribution is above the limit, so all of it is the applicant's to pay",
    )
    CONTRIBUTION_NOT_HIGH = (
        "contribution_not_high",
        "Only where the contribution exceeds the cost of a mandatory grant",
    )
    EARLIER_AWARD = "earlier_award", "Too soon after an earlier award, or awarded once already"
    NO_EQUIPMENT = "no_equipment", "The works include none of the equipment"
    CONTRIBUTION_AFFORDABLE = (
        "contribution_affordable",
        "The assessed contribution can be afforded",
    )
    PRIVATELY_FUNDED = (
        "privately_funded",
        "Works above the limit of another assistance asked for are the applicant's to pay for",
    )
    EXPENSE_NOT_COVERED = (
        "expense_not_covered",
        "None of the expenses is of a kind that the offer covers",
    )
    NOT_A_CHARITY = "not_a_charity", "Only for a charitable organisation, not for an individual"
    NOT_DIRECTED = "not_directed", "Social care has not asked for it"
    NOT_SECOND_HOME = "not_second_home", "This is the child's main residence"
    CLINICAL_LEAD = "clinical_lead", "The clinical lead has not approved"
    FINANCES_NOT_AFFECTED = "finances_not_affected", "The condition does not bear on the finances"
    CLUTTER_TOO_LOW = "clutter_too_low", "The clutter rating is too low"
    NOT_ABORTIVE = "not_abortive", "Only where the application cannot proceed"
    APPLICANTS_FAULT = "applicants_fault", "It failed through the applicant's fault"
    DESTINATION = "destination", "Not for a move there"
    NEW_AUTHORITY = "new_authority", "The new home's authority has not agreed"
    CAN_BE_ADAPTED_HERE = "can_be_adapted_here", "Adapting the present home is not ruled out"
    ALREADY_MOVED = "already_moved", "Nothing is paid after the move"
    TOO_FEW_QUOTATIONS = "too_few_quotations", "Too few quotations"
    NEW_HOME_NOT_SUITABLE = "new_home_not_suitable", "The new home neither suits nor can be made to"
    ADAPTING_THERE_COSTS_MORE = (
        "adapting_there_costs_more",
        "Adapting the new home costs more than adapting this one",
    )
    NO_CATEGORY_1_HAZARD = "no_category_1_hazard", "There is no category 1 hazard"
    PROVISION_EXISTS = "provision_exists", "There is room for the carers already"
    REDUCTION_EXCEEDS = "reduction_exceeds", "The assessed contribution is at least the award"
