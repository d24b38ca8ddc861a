"""The works: their state, what is charged beside them, how they are measured and taxed."""

from typing import Literal

from shared.codes import Coded

WorksState = Literal["not_started", "started", "completed"]

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

Permission = Literal["planning", "building_control", "party_wall", "listed_building", "build_over"]
"""A consent of others that works can need before they may begin."""

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
