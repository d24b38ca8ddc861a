"""Of every field of an application it is said whose word it is: a new one fails until it is."""

from services.grants.domain.casework.approvals import OF_OTHERS
from services.grants.domain.facts import application, assistance, people, works

OF_THE_DISTRICT = {"Application.discretionary_funds_available"}
"""Said of the district by who holds its budget."""
RECORDED = {
    "DisabledPerson.finding",
    *(f"AssistanceFacts.{fact}" for fact in OF_OTHERS),
}
"""An act of its own on the case, by the token of whoever decides it."""
FOUND = {
    "Works.necessary_and_appropriate",
    "Works.reasonable_and_practicable",
    "Works.reasonable_price",
    "Works.specialist",
    "Works.owner_has_legal_duty",
    "Works.reasonable_for_owner_to_do",
    "Works.permissions_needed",
    "Application.good_reason_for_early_start",
    "Application.waived",
    "AssistanceFacts.finances_affected",
    "AssistanceFacts.abortive",
    "AssistanceFacts.through_no_fault",
    "AssistanceFacts.adaptation_here_ruled_out",
    "AssistanceFacts.new_home_suitable",
    "AssistanceFacts.unaffordable",
    "AssistanceFacts.safety_concern",
    "AssistanceFacts.no_existing_provision",
    "AssistanceFacts.clutter_rating",
    "AssistanceFacts.cost_here",
    "AssistanceFacts.adaptation_costs_there",
}
"""By the deciding authority's officer, who enters it: the entry keeps who."""
STATED = {
    "Applicant": {"kind", "age", "person_from_abroad", "public_body", "long_term_foster_carer"}
    | {"owner_interest", "lease_years_left", "landlord_consent", "rent_effect"},
    "DisabledPerson": {"age", "diagnoses", "person_from_abroad", "veteran"}
    | {"life_expectancy_under_two_years", "being_discharged_from_hospital"}
    | {"at_risk_of_admission", "needs_24_hour_carer"},
    "Dwelling": {"kind", "main_residence", "intends_five_years", "shorter_period_reason"}
    | {"lived_there_years", "authority", "common_parts_share", "ownership_disputed_or_in_probate"},
    "Estimate": {"contractor", "amount"},
    "Works": {"id", "kind", "purposes", "estimates", "preferred_scheme", "own_labour"},
    "ServiceOrCharge": {"kind", "amount", "by_council"},
    "MovingExpense": {"kind", "amount", "months"},
    "AssistanceFacts": {"referred_by", "destination", "before_move", "quotations", "supported_by"}
    | {"net_equity_released", "expenses", "charitable_organisation"},
    "Asked": {"kind", "amount", "facts"},
    "EarlierAward": {"kind", "approved_on", "amount"},
    "Application": {"authority", "applied_on", "applicant", "disabled_person", "dwelling"}
    | {"works_state", "works", "services_and_charges", "assistance", "earlier_awards"}
    | {"insurance", "damages_claim", "documents"},
}
"""By the applicant, or by papers and people that come with the application."""


def fields():
    known = vars(people) | vars(works) | vars(assistance) | vars(application)
    models = (known[name] for name in STATED)
    return {f"{model.__name__}.{field}" for model in models for field in model.model_fields}


def test_of_every_field_it_is_said_whose_word_it_is():
    stated = {f"{model}.{field}" for model, names in STATED.items() for field in names}
    groups = [stated, FOUND, RECORDED, OF_THE_DISTRICT]
    assert set().union(*groups) == fields()
    assert sum(map(len, groups)) == len(fields()), "a field stands in two groups"
