"""Capital or revenue, by the examples of the guidance (Appendix A).

Government funding is for capital alone (guidance 2.8): what is revenue is paid from the council's
own money.
"""

from enum import StrEnum

APPENDIX = "guidance Appendix A"


class Nature(StrEnum):
    """How a sum stands in the accounts."""

    CAPITAL = "capital"
    REVENUE = "revenue"


class Expenditure(StrEnum):
    """What money was spent on, as Appendix A tells it apart."""

    EXTENSION = "extension"
    MAJOR_ADAPTATION = "major_adaptation"
    REPLACEMENT_STAIRLIFT = "replacement_stairlift"
    HOIST = "hoist"
    GARAGE_CONVERSION = "garage_conversion"
    KITCHEN = "kitchen"
    MATERIALS_OF_ADAPTATION = "materials_of_adaptation"
    AGENCY_FEES = "agency_fees"
    DELIVERY_STAFF = "delivery_staff"
    PRIVATE_THERAPIST = "private_therapist"
    TEMPORARY_ACCOMMODATION = "temporary_accommodation"
    NEW_DWELLING = "new_dwelling"
    EXTENDED_WARRANTY = "extended_warranty"
    SLINGS = "slings"
    SMART_DEVICES = "smart_devices"
    REFURBISHMENT = "refurbishment"
    DECORATION = "decoration"
    HANDYPERSON = "handyperson"
    FLOOR_OR_SHOWER_REPAIR = "floor_or_shower_repair"
    STAIRLIFT_REPAIR = "stairlift_repair"
    MATERIALS_OF_REPAIR = "materials_of_repair"
    TRAINING = "training"
    GRANT_ADMINISTRATION = "grant_administration"
    POLICY_WORK = "policy_work"
    SUPERVISION = "supervision"
    MONITORING = "monitoring"


ALWAYS_REVENUE = frozenset(
    {
        Expenditure.FLOOR_OR_SHOWER_REPAIR,
        Expenditure.STAIRLIFT_REPAIR,
        Expenditure.MATERIALS_OF_REPAIR,
        Expenditure.TRAINING,
        Expenditure.GRANT_ADMINISTRATION,
        Expenditure.POLICY_WORK,
        Expenditure.SUPERVISION,
        Expenditure.MONITORING,
    }
)
"""No asset is made of them, or one is only kept as it was."""
SOMETIMES_CAPITAL = frozenset(
    {
        Expenditure.EXTENDED_WARRANTY,
        Expenditure.SLINGS,
        Expenditure.SMART_DEVICES,
        Expenditure.REFURBISHMENT,
        Expenditure.DECORATION,
        Expenditure.HANDYPERSON,
    }
)
"""As part of a new adaptation, or where what is there becomes better: finance says which."""


def natures_of(spent_on: Expenditure) -> frozenset[Nature]:
    """How it may stand in the accounts: one way, or either as finance finds."""
    if spent_on in ALWAYS_REVENUE:
        return frozenset({Nature.REVENUE})
    if spent_on in SOMETIMES_CAPITAL:
        return frozenset(Nature)
    return frozenset({Nature.CAPITAL})
