"""A surveyed home, as the published command takes it.

Lengths are whole millimetres. A key that is absent was not recorded; `null` means that there is
none. Both matter to the rules, so a model's unset fields are never filled in.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError

from shared.bounds import AS_KEPT, AtMost
from shared.contracts.codes import AccessCategory
from shared.identifiers import Postcode, Uprn
from shared.schema import Date, Field, Flag, Model

MM = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Count = Annotated[int, Field(strict=True, ge=0, le=200)]
Name = Annotated[str, AtMost(200)]
Words = Annotated[str, AtMost(1000)]
Code = Annotated[str, AtMost(60)]
ROOMS = 60
"""More than any home has that one household could live in."""


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
    """What kind of landlord or owner it is."""
    name: Name | None = None
    """Name of the organisation; no private person's."""


class RampSection(Model):
    rise: MM | None = None
    """Height that the part climbs, in mm."""
    run: MM | None = None
    """Length of the part on the flat, in mm."""


class Ramp(Model):
    rise: MM | None = None
    """Height that the ramp climbs, in mm."""
    run: MM | None = None
    """Length of the ramp on the flat, in mm."""
    top_platform: Flag | None = None
    """Whether there is a level platform at the door."""
    alternative_steps: Count | None = None
    """Steps of the way round the ramp; 0 is no stepped way, and absent counts as 0."""
    sections: Annotated[list[RampSection], AtMost(50)] | None = None
    """The parts between landings, where it has several; each with rise and run."""


class Entrance(Model):
    steps: Count | None = None
    """Counted as if there were no ramp."""
    door_width: MM | None = None
    """Clear width of the door, in mm."""
    threshold: MM | None = None
    """Height of the threshold, in mm; 0 is level."""
    ramp: Ramp | None = None
    """The ramp to the door; null where there is none."""
    steps_bypassed_by_lift: Flag | None = None
    """Whether a step lift takes people past the steps."""


class SecondExit(Entrance):
    street_access: Flag | None = None
    """Whether one gets from it to the street without going back inside."""


class CommunalLift(Model):
    door_width: MM | None = None
    """Clear width of the lift's door, in mm."""
    car_length: MM | None = None
    """Inner length of the car, in mm."""
    car_width: MM | None = None
    """Inner width of the car, in mm."""


class Footprint(Model):
    length: MM | None = None
    """Length of the clear floor, in mm."""
    width: MM | None = None
    """Width of the clear floor, in mm."""


class Stairs(Model):
    shape: StairShape | None = None
    """Whether a stairlift would have a straight or a curved rail."""
    width: MM | None = None
    """Clear width between walls or rails, in mm."""
    clear_at_foot: MM | None = None
    """Clear floor at the foot of the stairs, in mm."""


class Internal(Model):
    steps: Count | None = None
    """Single steps inside the home, on the way between rooms of the level of the entrance."""
    stairs: Stairs | None = None
    """The stairs inside; null where all is on one level."""
    through_floor_lift: Footprint | None = None
    """The car of a lift from floor to floor; null where there is none."""
    platform_lift: Footprint | None = None
    """The platform of a lift beside inner steps; null where there is none."""
    rooms_on_access_level: Annotated[list[Room], AtMost(ROOMS)] | None = None
    """The rooms that are reached from the entrance without stairs."""


class Hall(Model):
    head_on_width: MM | None = None
    """Clear width of the hall where a door is met head-on, in mm."""
    turning_width: MM | None = None
    """Clear width of the hall where one turns into a door, in mm."""


class Kitchen(Model):
    turning: tuple[MM, MM] | None = None
    """Clear turning space, its two sides in mm."""


class Bathroom(Model):
    level_access_shower: Flag | None = None
    """Whether there is a shower without a step; null: the room is not known well enough."""
    turning: tuple[MM, MM] | None = None
    """Clear turning space, its two sides in mm."""
    wc_side_space: MM | None = None
    """Clear space beside the WC for a transfer, in mm."""


class SeparateWC(Footprint):
    side_space: MM | None = None
    """Clear space beside the WC for a transfer, in mm."""
    on_access_level: Flag | None = None
    """Whether it is on the level of the entrance."""


class Override(Model):
    """A category set by hand (the guide's notes 1 and 3): always with its reason and author."""

    category: AccessCategory
    """The category that holds instead of what the rules come to."""
    reason: Annotated[Words, Field(min_length=1)]
    """Why, in the words of whoever set it."""
    by: Annotated[Name, Field(min_length=1)]
    """Who set it."""
    on: Date
    """The day it was set."""


def _if_any(postcode: object) -> object:
    """A blank postcode is none (rule 88)."""
    return None if isinstance(postcode, str) and not postcode.strip() else postcode


class Home(Model):
    uprn: Uprn | None = None
    """Unique Property Reference Number of the home, 1 to 12 digits."""
    postcode: Annotated[Postcode | None, BeforeValidator(_if_any)] = None
    """Postcode of the home."""
    landlord: Landlord | None = None
    """Who lets or owns the home."""
    identical_homes: Annotated[list[Uprn], AtMost(500)] | None = None
    """UPRNs of homes of the same design, as the form lists them."""
    bedrooms: Count | None = None
    """Number of bedrooms."""
    bed_spaces: Count | None = None
    """Number of people for whom there is a place to sleep."""
    communal_lifts: Count | None = None
    """Number of lifts in the block; 0 where there is none."""
    entry_level: EntryLevel | None = None
    """On which level the home's own front door is."""
    communal_entrance: Entrance | None = None
    """The door of the block; null where the home has a door of its own."""
    property_entrance: Entrance | None = None
    """The home's own front door and the way to it."""
    second_exit: SecondExit | None = None
    """Another way out; null where there is none."""
    communal_lift: CommunalLift | None = None
    """The lift of the block; null where there is none."""
    internal: Internal = Internal()
    """Steps, stairs and lifts inside, and which rooms are on the level of the entrance."""
    hall: Hall | None = None
    """The hall and corridors on the level of the entrance."""
    door_widths: Annotated[dict[Code, MM | None], AtMost(ROOMS)] | None = None
    """Clear width of each inner door in mm, by the room's name; null where it was not measured."""
    kitchen: Kitchen | None = None
    """The kitchen."""
    bathroom: Bathroom | None = None
    """The bathroom."""
    separate_wc: SeparateWC | None = None
    """A WC apart from the bathroom; null where there is none."""
    wheelchair_storage: Footprint | None = None
    """The place to keep and charge a wheelchair; null where there is none."""
    ceiling_track_hoist: Flag | None = None
    """Whether a hoist on a ceiling track is there."""
    stairlift: Flag | None = None
    """Whether a stairlift is there."""
    step_lift: Flag | None = None
    """Whether a lift over the steps of the entrance is there."""
    parking: Words | None = None
    """Where one parks, in words."""
    outdoor_space: Words | None = None
    """Garden, balcony or none, in words."""
    building_regulations: BuildingRegulations | None = None
    """A field of its own: it does not convert into an access category, nor the other way."""
    rule_set: Code = "recommended"
    """The set of rules to categorise by; `recommended` unless the form was made for another."""
    override: Override | None = None
    """A category set by hand, with its reason; null where the rules decide."""


def opened(stored: Mapping[str, Any]) -> Home:
    """A survey as it was stored.

    Until 29 November 2026 identities were kept as they came: one that no door takes is left out.
    """
    try:
        return Home.model_validate(stored, context=AS_KEPT)
    except ValidationError as error:
        strange = {fault["loc"][0] for fault in error.errors()} & _IDENTITIES
        if not strange:
            raise
    rest = {at: value for at, value in stored.items() if at not in strange}
    return Home.model_validate(rest, context=AS_KEPT)


_IDENTITIES = frozenset({"uprn", "postcode", "identical_homes"})
