"""Why something is refused or declined, what is consented to, by which step it was worked out."""

from typing import Literal

from shared.codes import Coded

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
    "armed_forces",
    "checklist",
    "earlier_grants",
]
"""Steps of a determination whose clause a district may have of its own."""


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
