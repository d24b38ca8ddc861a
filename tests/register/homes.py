"""A home that every rule passes, and the changes that a test is about."""

import copy
from typing import Any

from services.register.data import rule_set
from services.register.domain.categorising import Categorisation, categorise
from services.register.domain.home import Home

ACCESSIBLE: dict[str, Any] = {
    "uprn": "100120000001",
    "postcode": "GL1 1AA",
    "landlord": {"kind": "council"},
    "identical_homes": None,
    "bedrooms": 2,
    "bed_spaces": 3,
    "communal_lifts": 0,
    "entry_level": "ground",
    "communal_entrance": None,
    "property_entrance": {"steps": 0, "door_width": 800, "threshold": 15, "ramp": None},
    "second_exit": None,
    "communal_lift": None,
    "internal": {
        "steps": 0,
        "stairs": None,
        "through_floor_lift": None,
        "platform_lift": None,
        "rooms_on_access_level": ["bedroom", "combined_bathroom", "living_room", "kitchen"],
    },
    "hall": {"head_on_width": 900, "turning_width": 1200},
    "door_widths": {"bedroom": 775, "bathroom": 775, "living_room": 775, "kitchen": 775},
    "kitchen": {"turning": [1500, 1500]},
    "bathroom": {"level_access_shower": True, "turning": [1500, 1500], "wc_side_space": 1000},
    "separate_wc": None,
    "wheelchair_storage": {"length": 1600, "width": 1000},
}
"""Single-storey, on the ground: category A, with nothing to spare."""

LEVEL = {"steps": 0, "door_width": 800, "threshold": 15, "ramp": None}
EXIT = LEVEL | {"street_access": True}
RAMP = {"rise": 100, "run": 2000, "top_platform": True}
STAIRS = {"shape": "straight", "width": 700, "clear_at_foot": 700}
WC = {"length": 2000, "width": 1700, "side_space": 1000, "on_access_level": True}
LIFT = {"door_width": 800, "car_length": 1400, "car_width": 1100}
ABSENT = "(absent)"
"""Takes a key out of the survey: not recorded."""


def answers(changes: dict[str, Any] | None = None) -> dict[str, Any]:
    """The accessible home with `{"hall.turning_width": 1199}` put in; ABSENT takes a key out."""
    home = copy.deepcopy(ACCESSIBLE)
    for path, value in (changes or {}).items():
        *groups, key = path.split(".")
        place = home
        for group in groups:
            place = place[group]
        if value == ABSENT:
            del place[key]
        else:
            place[key] = copy.deepcopy(value)
    return home


def home(changes: dict[str, Any] | None = None) -> Home:
    return Home.model_validate(answers(changes))


def categorised(
    changes: dict[str, Any] | None = None, rules: str = "recommended"
) -> Categorisation:
    return categorise(home(changes), rule_set(rules))


def fired(changes: dict[str, Any] | None = None, rules: str = "recommended") -> set[int]:
    return {f.rule for f in categorised(changes, rules).fired}
