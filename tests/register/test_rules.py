"""Each rule of the guide's Appendix 2 at its limit and one millimetre (or one step) beside it.

Given a home that is A in everything with nothing to spare, when one thing is changed, then exactly
these rules fire and this is the category.
"""

import pytest

from services.register.data import rule_set
from tests.register.homes import ABSENT, EXIT, LEVEL, LIFT, RAMP, STAIRS, WC, categorised

C, P, X = "communal_entrance", "property_entrance", "second_exit"
STEPS_BOTH = {C: LEVEL}
TWO_STOREYS = {"internal.stairs": STAIRS}
LIFTED = TWO_STOREYS | {"internal.through_floor_lift": {"length": 1080, "width": 725}}
SIX = {"bed_spaces": 6, "separate_wc": WC}
UPSTAIRS = {"entry_level": "upper", "communal_lifts": 2, "communal_lift": LIFT}
GOOD_EXIT = {X: EXIT}
POOR_EXIT = {f"{P}.steps": 5, X: EXIT}


def ramped(entrance, rise, run, **ramp):
    """A home with one ramp, at the property door unless a communal or second door is meant."""
    place = LEVEL if entrance != X else EXIT
    return {entrance: place | {"ramp": RAMP | {"rise": rise, "run": run} | ramp}}


def case(changes, rules, category):
    return pytest.param(changes, set(rules), category, id=f"{sorted(rules)}-{changes}"[:90])


MAIN_ACCESS = [
    case({C: LEVEL | {"steps": 4}}, {4}, "E+"),
    case({C: LEVEL | {"steps": 5}}, {1, 3, 83}, "F"),
    case({f"{P}.steps": 4}, {4}, "E+"),
    case({f"{P}.steps": 1}, {4}, "E+"),
    case({f"{P}.steps": 5}, {2, 3, 84}, "F"),
    case({C: LEVEL | {"steps": 2}, f"{P}.steps": 2}, {4}, "E+"),
    case({C: LEVEL | {"steps": 2}, f"{P}.steps": 3}, {3}, "F"),
    case({C: LEVEL | {"steps": 4}, **ramped(P, 100, 2000)}, {5}, "E+"),
    case({C: LEVEL | {"steps": 5}, **ramped(P, 100, 2000)}, {1, 83}, "F"),
    case({**ramped(C, 100, 2000), f"{P}.steps": 4}, {6}, "E+"),
    case({**ramped(C, 100, 2000), f"{P}.steps": 5}, {2, 84}, "F"),
    case({C: LEVEL | {"steps": 1}, **ramped(P, 100, 2000)}, {5}, "E+"),
    case({**ramped(C, 100, 2000), f"{P}.steps": 1}, {6}, "E+"),
    case({C: LEVEL | {"threshold": 100}}, {27}, "E"),
    case({C: LEVEL | {"threshold": 101}}, {7}, "E+"),
    case({C: LEVEL | {"threshold": 16}}, {27}, "E"),
    case({C: LEVEL | {"threshold": 15}}, {}, "A"),
    case({f"{P}.threshold": 100}, {30}, "E"),
    case({f"{P}.threshold": 101}, {8}, "E+"),
    case({f"{P}.threshold": 16}, {30}, "E"),
    case({f"{P}.threshold": 15}, {}, "A"),
    case({C: LEVEL | {"door_width": 800}}, {}, "A"),
    case({C: LEVEL | {"door_width": 799}}, {25}, "B"),
    case({C: LEVEL | {"door_width": 750}}, {25}, "B"),
    case({C: LEVEL | {"door_width": 749}}, {25, 26}, "E"),
    case({f"{P}.door_width": 799}, {28}, "B"),
    case({f"{P}.door_width": 775}, {28}, "B"),
    case({f"{P}.door_width": 774}, {28, 29}, "E"),
]


def _ramp_cases(entrance, first, alternative):
    """Rules 9 to 16, 17 to 24, 34 to 41: the same tests of three ramps."""
    n = first
    better = {X: {f"{P}.steps": 4}, C: {}, P: {}}[entrance]  # the second exit is the easier way in
    main = {4} if better else set()
    rows = [
        ({"rise": 100, "run": 2000}, set(), "A"),
        ({"rise": 100, "run": 2000, "top_platform": False}, {n}, "E"),
        ({"rise": 100, "run": 999}, {n + 1, n + 4, n + 5}, "F"),
        ({"rise": 100, "run": 999, "alternative_steps": 0}, {n + 1, n + 4, n + 5}, "F"),
        (
            {"rise": 100, "run": 999, "alternative_steps": alternative},
            {n + 2, n + 4, n + 5},
            "E+",
        ),
        (
            {"rise": 100, "run": 999, "alternative_steps": alternative + 1},
            {n + 1, n + 4, n + 5},
            "F",
        ),
        ({"rise": 100, "run": 999, "alternative_steps": 1}, {n + 2, n + 4, n + 5}, "E+"),
        (
            {"rise": 100, "run": 1000, "alternative_steps": 1},
            {n + 3, n + 4, n + 5},
            "E",
        ),
        ({"rise": 100, "run": 1000}, {n + 3, n + 4, n + 5}, "E"),
        ({"rise": 100, "run": 1199}, {n + 3, n + 4, n + 5}, "E"),
        ({"rise": 100, "run": 1200}, {n + 4}, "B"),
        ({"rise": 100, "run": 1499}, {n + 4}, "B"),
        ({"rise": 100, "run": 1500}, set(), "A"),
        ({"rise": 333, "run": 4999}, set(), "A"),
        ({"rise": 334, "run": 4999}, {n + 4}, "B"),
        ({"rise": 250, "run": 5000}, set(), "A"),
        ({"rise": 251, "run": 5000}, {n + 6}, "B"),
        ({"rise": 400, "run": 6000}, {n + 6}, "B"),
        ({"rise": 400, "run": 5999}, {n + 6, n + 7}, "C"),
        ({"rise": 500, "run": 6000}, {n + 6, n + 7}, "C"),
        ({"rise": 500, "run": 5999}, {n + 3, n + 6, n + 7}, "E"),
    ]
    for ramp, rules, category in rows:
        # The worse way in is E+ by its four steps, so that is the floor of a poor second exit.
        floor = "E+" if entrance == X and category == "F" else category
        yield case(better | ramped(entrance, **ramp), rules | main, floor)


RAMPS = [*_ramp_cases(C, 9, 4), *_ramp_cases(P, 17, 4), *_ramp_cases(X, 34, 3)]

SECOND_EXIT = [
    case({f"{P}.steps": 4, X: EXIT}, {4}, "A"),
    case({f"{P}.steps": 4, X: EXIT | {"street_access": False}}, {4}, "E+"),
    case({f"{P}.threshold": 101, X: EXIT | {"steps": 3}}, {8, 32}, "E+"),
    case({f"{P}.door_width": 774, X: EXIT | {"steps": 1}}, {28, 29, 32}, "E"),
    case({f"{P}.steps": 1, X: EXIT | {"steps": 4}}, {4, 31}, "E+"),
    case({f"{P}.steps": 1, X: EXIT | {"threshold": 100}}, {4}, "A"),
    case({f"{P}.steps": 1, X: EXIT | {"threshold": 101}}, {4, 33}, "E+"),
    case({f"{P}.steps": 1, X: EXIT | {"door_width": 799}}, {4, 42}, "B"),
    case({f"{P}.steps": 1, X: EXIT | {"door_width": 775}}, {4, 42}, "B"),
    case({f"{P}.steps": 1, X: EXIT | {"door_width": 774}}, {4, 42, 43}, "E"),
]

LIFTS_AND_STAIRS = [
    case(TWO_STOREYS, {44}, "B"),
    case(TWO_STOREYS | {"internal.rooms_on_access_level": ["living_room", "wc"]}, {44, 45}, "C"),
    case(
        TWO_STOREYS
        | {
            "internal.rooms_on_access_level": [
                "bedroom",
                "bathroom",
                "wc",
                "living_room",
                "kitchen",
            ]
        },
        {44},
        "B",
    ),
    case(
        TWO_STOREYS
        | {"internal.rooms_on_access_level": ["bedroom", "bathroom", "living_room", "kitchen"]},
        {44, 45, 70},
        "D",
    ),
    case(LIFTED, {}, "A"),
    case(LIFTED | {"internal.through_floor_lift": {"length": 1079, "width": 725}}, {46}, "B"),
    case(LIFTED | {"internal.through_floor_lift": {"length": 1080, "width": 724}}, {46}, "B"),
    case(LIFTED | {"internal.through_floor_lift": {"length": 725, "width": 1079}}, {47}, "B"),
    case(LIFTED | {"internal.through_floor_lift": {"length": 725, "width": 1080}}, {}, "A"),
    case(LIFTED | {"internal.through_floor_lift": {"length": 1079, "width": 1079}}, {48}, "B"),
    case(LIFTED | {"internal.through_floor_lift": {"length": 1080, "width": 1080}}, {}, "A"),
    case(TWO_STOREYS | {"internal.platform_lift": {"length": 1080, "width": 725}}, {}, "A"),
    case(TWO_STOREYS | {"internal.platform_lift": {"length": 1080, "width": 724}}, {46}, "B"),
    case(UPSTAIRS, {}, "A"),
    case(TWO_STOREYS | {"internal.platform_lift": {"length": 1079, "width": 725}}, {46}, "B"),
    case(TWO_STOREYS | {"internal.platform_lift": {"length": 1079, "width": 1079}}, {48}, "B"),
    case(TWO_STOREYS | {"internal.platform_lift": {"length": 1080, "width": 1080}}, {}, "A"),
    case(TWO_STOREYS | {"internal.platform_lift": {"length": 725, "width": 1080}}, {}, "A"),
    case(TWO_STOREYS | {"internal.platform_lift": {"length": 724, "width": 1080}}, {47}, "B"),
    case(TWO_STOREYS | {"internal.platform_lift": {"length": 725, "width": 1079}}, {47}, "B"),
    case(LIFTED | {"internal.through_floor_lift": {"length": 724, "width": 1080}}, {47}, "B"),
    case(
        TWO_STOREYS
        | {
            "internal.through_floor_lift": {"length": 1080, "width": 725},
            "internal.platform_lift": {"length": 700, "width": 700},
        },
        {},
        "A",
    ),
    case(UPSTAIRS | {"communal_lift": LIFT | {"car_length": 1100, "car_width": 1400}}, {}, "A"),
    case(UPSTAIRS | {"communal_lift": LIFT | {"car_length": 1100, "car_width": 1399}}, {51}, "D"),
    case(UPSTAIRS | {"communal_lift": LIFT | {"door_width": 799}}, {49}, "D"),
    case(UPSTAIRS | {"communal_lift": LIFT | {"car_length": 1399}}, {50}, "D"),
    case(UPSTAIRS | {"communal_lift": LIFT | {"car_width": 1099}}, {50}, "D"),
    case(UPSTAIRS | {"communal_lift": LIFT | {"car_length": 1099, "car_width": 1400}}, {51}, "D"),
    case(UPSTAIRS | {"communal_lift": LIFT | {"car_length": 1399, "car_width": 1399}}, {52}, "D"),
    case(UPSTAIRS | {"communal_lift": LIFT | {"car_length": 1400, "car_width": 1400}}, {}, "A"),
]

W = "wheelchair_storage"
STORAGE = [
    case({W: None}, {53}, "C"),
    case({W: {"length": 1599, "width": 1000}}, {54}, "B"),
    case({W: {"length": 1600, "width": 999}}, {54}, "B"),
    case({W: {"length": 1000, "width": 1599}}, {55}, "B"),
    case({W: {"length": 1000, "width": 1600}}, {}, "A"),
    case({W: {"length": 1599, "width": 1599}}, {56}, "B"),
    case({W: {"length": 1600, "width": 1600}}, {}, "A"),
    case({W: {"length": 1200, "width": 700}}, {54}, "B"),
    case({W: {"length": 1199, "width": 700}}, {54, 57}, "C"),
    case({W: {"length": 1200, "width": 699}}, {54, 57}, "C"),
    case({W: {"length": 699, "width": 1200}}, {55, 58}, "C"),
    case({W: {"length": 999, "width": 1600}}, {55}, "B"),
    case({W: {"length": 700, "width": 1200}}, {55}, "B"),
    case({W: {"length": 700, "width": 1199}}, {55, 58}, "C"),
    case({W: {"length": 1200, "width": 1200}}, {56}, "B"),
    case({W: {"length": 1199, "width": 1199}}, {56, 59}, "C"),
]

BATH = "bathroom"
WCS = [
    case({"separate_wc": WC}, {}, "A"),
    case({"separate_wc": WC | {"side_space": 999}}, {}, "A"),
    case({"separate_wc": WC | {"side_space": 999}, f"{BATH}.wc_side_space": 999}, {60}, "C"),
    case({"separate_wc": WC | {"side_space": 999}, f"{BATH}.wc_side_space": ABSENT}, {60}, "C"),
    case({"separate_wc": WC | {"length": 1999}}, {61}, "B"),
    case({"separate_wc": WC | {"width": 1699}}, {61}, "B"),
    case({"separate_wc": WC | {"length": 1699, "width": 2000}}, {62}, "B"),
    case({"separate_wc": WC | {"length": 1999, "width": 1999}}, {63}, "B"),
    case({"separate_wc": WC | {"length": 2000, "width": 2000}}, {}, "A"),
    case({"separate_wc": WC, f"{BATH}.wc_side_space": 999}, {}, "A"),
    case({"bed_spaces": 5, "separate_wc": WC | {"length": 1600, "width": 1300}}, {61}, "B"),
    case({"bed_spaces": 5, "separate_wc": WC | {"length": 1300, "width": 1600}}, {62}, "B"),
    case({"bed_spaces": 5, "separate_wc": WC | {"length": 1600, "width": 1600}}, {63}, "B"),
    case({"separate_wc": WC | {"length": 1700, "width": 2000}}, {}, "A"),
    case({"separate_wc": WC | {"length": 1700, "width": 1999}}, {62}, "B"),
    case(SIX | {"separate_wc": WC | {"length": 1400, "width": 1700}}, {62}, "B"),
    case(SIX | {"separate_wc": WC | {"length": 1400, "width": 1699}}, {62, 68}, "D"),
    case({f"{BATH}.turning": [1499, 1500]}, {64, 71}, "C"),
    case({f"{BATH}.turning": None}, {64, 71}, "C"),
    case({f"{BATH}.turning": [1499, 1500], "separate_wc": WC}, {64}, "C"),
    case({"bed_spaces": 4}, {65}, "C"),
    case({"bed_spaces": 5}, {65}, "C"),
    case({"bed_spaces": 6}, {65, 66}, "D"),
    case(SIX, {}, "A"),
    case(SIX | {"separate_wc": WC | {"length": 1700, "width": 1400}}, {61}, "B"),
    case(SIX | {"separate_wc": WC | {"length": 1699, "width": 1400}}, {61, 67}, "D"),
    case(SIX | {"separate_wc": WC | {"length": 1700, "width": 1399}}, {61, 67}, "D"),
    case(SIX | {"separate_wc": WC | {"length": 1399, "width": 1700}}, {62, 68}, "D"),
    case(SIX | {"separate_wc": WC | {"length": 1699, "width": 1699}}, {63, 69}, "D"),
    case(SIX | {"separate_wc": WC | {"length": 1700, "width": 1700}}, {63}, "B"),
    case({"internal.rooms_on_access_level": ["bedroom", "living_room", "kitchen"]}, {70}, "D"),
    case(
        UPSTAIRS
        | TWO_STOREYS
        | {"bedrooms": 2, "internal.rooms_on_access_level": ["bedroom", "living_room", "kitchen"]},
        {44, 45},
        "C",
    ),
    case(
        UPSTAIRS
        | TWO_STOREYS
        | {"bedrooms": 3, "internal.rooms_on_access_level": ["bedroom", "living_room", "kitchen"]},
        {44, 45, 70},
        "D",
    ),
    case({f"{BATH}.wc_side_space": 999}, {71, 73}, "C"),
    case({f"{BATH}.wc_side_space": None}, {71, 73}, "C"),
    case({f"{BATH}.level_access_shower": False}, {72}, "C"),
]

INSIDE = [
    case({"hall.head_on_width": 900}, {}, "A"),
    case({"hall.head_on_width": 899}, {74}, "E"),
    case({"hall.turning_width": 1199}, {75}, "D"),
    case({"hall.turning_width": 900}, {75}, "D"),
    case({"hall.turning_width": 899}, {75, 76}, "E"),
    case({"door_widths.bedroom_2": 774}, {77}, "B"),
    case({"door_widths.bedroom_2": 750}, {77}, "B"),
    case({"door_widths.bedroom_2": 749}, {77, 78}, "E"),
    case({"kitchen.turning": [1499, 1500]}, {79}, "C"),
    case({"kitchen.turning": [1699, 1499]}, {79}, "C"),
    case({"kitchen.turning": [1700, 1400]}, {}, "A"),
    case({"kitchen.turning": [1400, 1700]}, {}, "A"),
    case({"kitchen.turning": [1700, 1399]}, {79}, "C"),
    case({"kitchen.turning": None}, {79}, "C"),
]

GENERAL_ACCESS = [
    case(UPSTAIRS | {"communal_lifts": 1}, {80}, "B"),
    case(UPSTAIRS | {"communal_lifts": 0, "communal_lift": None}, {80, 82}, "F"),
    case({"entry_level": "basement"}, {81, 82}, "F"),
    case({"entry_level": "basement"} | ramped(P, 100, 2000), {81}, "F"),
    case({"entry_level": "basement"} | ramped(C, 100, 2000), {}, "A"),
    case({"entry_level": "basement", "communal_lifts": 1}, {}, "A"),
    case(LIFTED | {"internal.stairs": STAIRS | {"width": 699}}, {85}, "F"),
    case(LIFTED | {"internal.stairs": STAIRS | {"clear_at_foot": 699}}, {85}, "F"),
    case(LIFTED | GOOD_EXIT | {"internal.stairs": STAIRS | {"clear_at_foot": 699}}, {}, "A"),
    case(
        LIFTED
        | {X: EXIT | {"street_access": False}, "internal.stairs": STAIRS | {"clear_at_foot": 699}},
        {85},
        "F",
    ),
    case(LIFTED | {"internal.stairs": STAIRS | {"shape": "curved", "width": 750}}, {}, "A"),
    case(LIFTED | {"internal.stairs": STAIRS | {"shape": "curved", "width": 749}}, {86}, "F"),
    case(
        LIFTED | {"internal.stairs": {"shape": "curved", "width": 750, "clear_at_foot": 699}},
        {86},
        "F",
    ),
    case({"internal.steps": 1}, {87}, "F"),
]

BARE_RAMP = {"top_platform": True}
NOT_ASSESSED = [
    case({"postcode": ABSENT}, {88}, "G"),
    case({"postcode": ""}, {88}, "G"),
    case({"hall": ABSENT}, {89}, "G"),
    case({"hall.head_on_width": ABSENT}, {}, "A"),
    case({"door_widths": ABSENT}, {90}, "G"),
    case({"door_widths": {}}, {90}, "G"),
    case({"identical_homes": []}, {91}, "G"),
    case({"identical_homes": ["100120000002"]}, {}, "A"),
    case({C: LEVEL | {"ramp": {"rise": 100, "run": 2000}}}, {92}, "G"),
    case({P: LEVEL | {"ramp": {"rise": 100, "run": 2000}}}, {93}, "G"),
    case({X: EXIT | {"ramp": {"rise": 100, "run": 2000}}}, {94}, "G"),
    case({"entry_level": ABSENT}, {95}, "G"),
    case({f"{P}.steps": ABSENT}, {96}, "G"),
    case({"internal.steps": ABSENT}, {97}, "G"),
    case({C: {"door_width": 800, "threshold": 0, "ramp": None}}, {98}, "G"),
    case({C: {"steps": 0, "threshold": 0, "ramp": None}}, {98}, "G"),
    case({"entry_level": "upper", "communal_lifts": ABSENT, "communal_lift": LIFT}, {99}, "G"),
    case({C: LEVEL | {"ramp": BARE_RAMP}}, {103}, "G"),
    case({P: LEVEL | {"ramp": BARE_RAMP | {"rise": 100}}}, {104}, "G"),
    case({P: LEVEL | {"ramp": BARE_RAMP | {"sections": [{"rise": 100}]}}}, {104}, "G"),
    case({P: LEVEL | {"ramp": BARE_RAMP | {"sections": [{"rise": 10, "run": 400}]}}}, {}, "A"),
    case({X: EXIT | {"ramp": BARE_RAMP}}, {105}, "G"),
    case({C: ABSENT}, {106}, "G"),
    case({C: {"steps": 0, "door_width": 800}}, {106}, "G"),
    case({f"{P}.ramp": ABSENT}, {107}, "G"),
    case({P: ABSENT}, {96, 107}, "G"),
    case({X: ABSENT}, {108}, "G"),
    case({X: {"steps": 0, "street_access": True}}, {108}, "G"),
    case({"landlord": ABSENT}, {109}, "G"),
    case({"landlord": {"name": "Severn Homes"}}, {109}, "G"),
    case({"landlord": {"kind": "housing_association"}}, {110}, "G"),
    case({"landlord": {"kind": "housing_association", "name": "Severn Homes"}}, {}, "A"),
]


@pytest.mark.parametrize(
    "changes, rules, category",
    [
        *MAIN_ACCESS,
        *RAMPS,
        *SECOND_EXIT,
        *LIFTS_AND_STAIRS,
        *STORAGE,
        *WCS,
        *INSIDE,
        *GENERAL_ACCESS,
        *NOT_ASSESSED,
    ],
)
def test_a_rule_holds_at_its_limit_and_not_beside_it(changes, rules, category):
    result = categorised(changes)
    assert {f.rule for f in result.fired} == rules
    assert result.category == category


def test_every_rule_that_can_fire_is_tested_above():
    tables = (MAIN_ACCESS, RAMPS, SECOND_EXIT, LIFTS_AND_STAIRS, STORAGE, WCS, INSIDE)
    tried = {
        n for table in (*tables, GENERAL_ACCESS, NOT_ASSESSED) for p in table for n in p.values[1]
    }
    assert tried == {rule.number for rule in rule_set().rules}
