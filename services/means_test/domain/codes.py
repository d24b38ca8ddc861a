"""The codes of the published input: who, what benefit, what income, what capital, how often."""

from typing import Literal

Certificate = Literal["owner", "tenant", "occupier", "landlord"]

Joint = Literal["owner", "tenant"]

Role = Literal["disabled_occupant", "partner", "dependant", "non_dependant", "other"]

Period = Literal["week", "fortnight", "four_weeks", "month", "quarter", "year"]

Benefit = Literal[
    "housing_benefit",
    "universal_credit",
    "income_support",
    "income_based_jsa",
    "income_related_esa",
    "guarantee_credit",
    "savings_credit",
    "working_tax_credit",
    "child_tax_credit",
    "council_tax_reduction",
    "attendance_allowance",
    "dla_care_lowest",
    "dla_care_middle",
    "dla_care_highest",
    "dla_mobility",
    "pip_daily_living_standard",
    "pip_daily_living_enhanced",
    "pip_mobility",
    "armed_forces_independence_payment",
    "carers_allowance",
    "contributory_esa_main_phase",
    "contributory_esa_support",
    "severe_disablement_allowance",
    "long_term_incapacity_benefit",
    "mobility_supplement",
    "wtc_disability_element",
    "wtc_30_hour_element",
    "wtc_50_plus_element",
]

IncomeKind = Literal[
    "employment",
    "self_employment",
    "state_pension",
    "occupational_pension",
    "personal_pension",
    "contributory_esa",
    "contributory_jsa",
    "incapacity_benefit",
    "severe_disablement_allowance",
    "carers_allowance",
    "maternity_allowance",
    "industrial_injuries_benefit",
    "child_benefit",
    "savings_credit",
    "bereavement_support",
    "widowed_parents_allowance",
    "maintenance",
    "war_pension",
    "charitable_payment",
    "lodger",
    "boarder",
    "rent",
    "student_grant",
    "student_loan",
    "tax_credits",
    "disability_benefit",
    "disregarded",
    "other",
]

CapitalKind = Literal[
    "savings",
    "investments",
    "property",
    "home",
    "business",
    "pension_fund",
    "life_policy",
    "personal_injury_trust",
    "disregarded",
    "other",
]

Outcome = Literal["not_tested", "exempt", "passported", "assessed"]
