"""What is granted: the mandatory grant, and each help of a district's own."""

from typing import Literal, get_args

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

SCHEME_HELP: tuple[SchemeHelp, ...] = get_args(SchemeHelp)

ASSISTANCE: tuple[Assistance, ...] = get_args(Assistance)

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
