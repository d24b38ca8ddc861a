"""A surveyed home, as the published command takes it.

Lengths are whole millimetres. A key that is absent was not recorded; `null` means that there is
none. Both matter to the rules, so a model's unset fields are never filled in.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError

from shared.contracts.codes import AccessCategory
from shared.identifiers import Postcode, Uprn
from shared.schema import Date, Field, Flag, Model

MM = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Count = Annotated[int, Field(strict=True, ge=0, le=200)]


class LandlordKind(StrEnum):
    COUNCIL = "council"
    HOUSING_ASSOCIATION = "housing_association"
    PRIVATE_LANDLORD = "private_landlord"
    OWNER_OCCUPIER = "owner_occupier"


class EntryLevel(StrEnum):
    GROUND = "ground"
    BASEMENT = "basement"
    UPPER = "upper"


class StairShape(StrEnum):
    STRAIGHT = "straight"
    CURVED = "curved"


class Room(StrEnum):
    BEDROOM = "bedroom"
    BATHROOM = "bathroom"
    WC = "wc"
    COMBINED_BATHROOM = "combined_bathroom"
    LIVING_ROOM = "living_room"
    KITCHEN = "kitchen"


class BuildingRegulations(StrEnum):
    """Requirement of Part M that the dwelling was built to; M4(3) adaptable (a) or accessible (b)."""

    VISITABLE = "M4(1)"
    ADAPTABLE = "M4(2)"
    WHEELCHAIR_ADAPTABLE = "M4(3)(a)"
    WHEELCHAIR_ACCESSIBLE = "M4(3)(b)"


class Landlord(Model):
    kind: LandlordKind | None = None
    name: str | None = None


class RampSection(Model):
    rise: MM | None = None
    run: MM | None = None


class Ramp(Model):
    rise: MM | None = None
    run: MM | None = None
    top_platform: Flag | None = None
    alternative_steps: Count | None = None
    """Steps of the way round the ramp; 0 is no stepped way, and absent counts as 0."""
    sections: list[RampSection] | None = None


class Entrance(Model):
    steps: Count | None = None
    """Counted as if there were no ramp."""
    door_width: MM | None = None
    threshold: MM | None = None
    ramp: Ramp | None = None
    steps_bypassed_by_lift: Flag | None = None


class SecondExit(Entrance):
    street_access: Flag | None = None


class CommunalLift(Model):
    door_width: MM | None = None
    car_length: MM | None = None
    car_width: MM | None = None


class Footprint(Model):
    length: MM | None = None
    width: MM | None = None


class Stairs(Model):
    shape: StairShape | None = None
    width: MM | None = None
    clear_at_foot: MM | None = None


class Internal(Model):
    steps: Count | None = None
    stairs: Stairs | None = None
    through_floor_lift: Footprint | None = None
    platform_lift: Footprint | None = None
    rooms_on_access_level: list[Room] | None = None


class Hall(Model):
    head_on_width: MM | None = None
    turning_width: MM | None = None


class Kitchen(Model):
    turning: tuple[MM, MM] | None = None


class Bathroom(Model):
    level_access_shower: Flag | None = None
    turning: tuple[MM, MM] | None = None
    wc_side_space: MM | None = None


class SeparateWC(Footprint):
    side_space: MM | None = None
    on_access_level: Flag | None = None


class Override(Model):
    """A category set by hand (the guide's notes 1 and 3): always with its reason and author."""

    category: AccessCategory
    reason: Annotated[str, Field(min_length=1)]
    by: Annotated[str, Field(min_length=1)]
    on: Date


def _if_any(postcode: object) -> object:
    """A blank postcode is none (rule 88)."""
    return None if isinstance(postcode, str) and not postcode.strip() else postcode


class Home(Model):
    uprn: Uprn | None = None
    postcode: Annotated[Postcode | None, BeforeValidator(_if_any)] = None
    landlord: Landlord | None = None
    identical_homes: list[Uprn] | None = None
    bedrooms: Count | None = None
    bed_spaces: Count | None = None
    communal_lifts: Count | None = None
    entry_level: EntryLevel | None = None
    communal_entrance: Entrance | None = None
    property_entrance: Entrance | None = None
    second_exit: SecondExit | None = None
    communal_lift: CommunalLift | None = None
    internal: Internal = Internal()
    hall: Hall | None = None
    door_widths: dict[str, MM | None] | None = None
    kitchen: Kitchen | None = None
    bathroom: Bathroom | None = None
    separate_wc: SeparateWC | None = None
    wheelchair_storage: Footprint | None = None
    ceiling_track_hoist: Flag | None = None
    stairlift: Flag | None = None
    step_lift: Flag | None = None
    parking: str | None = None
    outdoor_space: str | None = None
    building_regulations: BuildingRegulations | None = None
    """A field of its own: it does not convert into an access category, nor the other way."""
    rule_set: str = "recommended"
    override: Override | None = None


def opened(stored: Mapping[str, Any]) -> Home:
    """A survey as it was stored.

    Until 29 November 2026 identities were kept as they came: one that no door takes is left out.
    """
    try:
        return Home.model_validate(stored)
    except ValidationError as error:
        strange = {fault["loc"][0] for fault in error.errors()} & _IDENTITIES
        if not strange:
            raise
    return Home.model_validate({at: value for at, value in stored.items() if at not in strange})


_IDENTITIES = frozenset({"uprn", "postcode", "identical_homes"})
