"""What is not recorded is shown: an unmeasured value is never a pass in silence."""

import pytest

from tests.register.homes import ABSENT, LEVEL, WC, categorised, home


def test_a_home_measured_throughout_is_complete():
    result = categorised()
    assert (result.unknown, result.completeness, result.provisional) == ([], 1.0, False)


@pytest.mark.parametrize(
    "path, pointer, provisional",
    [
        ("bathroom.turning", "/bathroom/turning", True),
        ("bathroom.level_access_shower", "/bathroom/level_access_shower", True),
        ("kitchen.turning", "/kitchen/turning", True),
        ("kitchen", "/kitchen/turning", True),
        ("hall.turning_width", "/hall/turning_width", False),
        ("wheelchair_storage", "/wheelchair_storage", False),
        ("wheelchair_storage.width", "/wheelchair_storage/width", False),
        ("property_entrance.threshold", "/property_entrance/threshold", False),
        ("door_widths.kitchen", "/door_widths/kitchen", False),
        ("internal.stairs", "/internal/stairs", False),
        ("bed_spaces", "/bed_spaces", False),
    ],
)
def test_a_measurement_that_would_have_been_tested_is_named(path, pointer, provisional):
    result = categorised({path: ABSENT})
    assert pointer in result.unknown
    assert result.completeness < 1
    assert result.category == "A"
    assert result.provisional is provisional


def test_a_measurement_of_what_is_not_there_is_not_unknown():
    assert categorised({"separate_wc": None}).unknown == []
    assert categorised({"separate_wc": {"length": 2000}}).unknown == [
        "/separate_wc/side_space",
        "/separate_wc/width",
    ]


def test_whether_the_only_wc_is_on_the_access_level_is_asked():
    """Rule 70. The list of rooms has none, so that a separate WC there would be the only one."""
    rooms = ["bedroom", "bathroom", "living_room", "kitchen"]
    wc = {"length": 2000, "width": 1700, "side_space": 1000}
    elsewhere = {"internal.rooms_on_access_level": rooms, "separate_wc": wc}
    result = categorised(elsewhere)
    assert result.unknown == ["/separate_wc/on_access_level"]
    assert result.completeness < 1
    assert categorised(elsewhere | {"separate_wc": wc | {"on_access_level": True}}).unknown == []


@pytest.mark.parametrize(
    "street_access, category, unknown",
    [(ABSENT, "E+", ["/second_exit/street_access"]), (True, "A", []), (False, "E+", [])],
)
def test_whether_a_second_exit_leads_to_the_street_is_asked(street_access, category, unknown):
    """Standards 1.3: the easier of the two ways in counts where the second is one."""
    exit_ = {"steps": 0, "door_width": 800, "threshold": 15, "ramp": None}
    second = exit_ if street_access is ABSENT else exit_ | {"street_access": street_access}
    result = categorised({"property_entrance.steps": 2, "second_exit": second})
    assert (result.category, result.unknown) == (category, unknown)


def test_a_home_without_internal_doors_has_none_to_measure():
    assert categorised({"door_widths": None}).unknown == []
    assert categorised({"door_widths": ABSENT}).category == "G"


def test_an_absent_communal_entrance_is_unanswered_and_a_null_one_is_none():
    assert categorised({"communal_entrance": ABSENT}).category == "G"
    assert categorised({"communal_entrance": None}).category == "A"


def test_null_storage_is_none_and_absent_storage_unknown():
    assert categorised({"wheelchair_storage": None}).category == "C"
    assert categorised({"wheelchair_storage": ABSENT}).category == "A"


def test_only_a_and_b_are_provisional():
    assert categorised({"kitchen": ABSENT, "hall.turning_width": 1199}).provisional is False


def test_a_second_exit_whose_steps_are_unknown_makes_no_way_in_easier():
    unknown = {"property_entrance.steps": 4, "second_exit": {"ramp": None, "street_access": True}}
    assert categorised(unknown).category == "E+"


def test_an_override_stands_over_the_computed_category_with_its_reason_author_and_date():
    by_hand = {
        "category": "B",
        "reason": "platform lift at the door",
        "by": "OT",
        "on": "2026-05-01",
    }
    result = categorised({"property_entrance.steps": 3, "override": by_hand})
    assert (result.category, result.ordinal, result.computed_category) == ("B", 2, "E+")
    assert {f.rule for f in result.fired} == {4}


def test_an_overridden_a_with_an_unknown_bathroom_is_provisional():
    by_hand = {"category": "A", "reason": "seen", "by": "OT", "on": "2026-05-01"}
    assert categorised({"bathroom": ABSENT, "internal.steps": 1, "override": by_hand}).provisional


def test_what_is_recorded_and_not_scored_changes_nothing():
    recorded = {
        "stairlift": True,
        "step_lift": True,
        "ceiling_track_hoist": False,
        "parking": "designated bay",
        "outdoor_space": "shared garden",
    }
    assert categorised(recorded) == categorised()


def test_absent_alternative_steps_count_as_none():
    steep = {"rise": 100, "run": 900, "top_platform": True}
    assert categorised({"property_entrance": LEVEL | {"ramp": steep}}).unknown == []


def test_a_wc_on_the_access_level_may_be_the_separate_one():
    rooms = {"internal.rooms_on_access_level": ["bedroom", "living_room", "kitchen"]}
    assert categorised(rooms | {"separate_wc": WC}).category == "A"
    assert categorised(rooms | {"separate_wc": WC | {"on_access_level": False}}).category == "D"


def test_every_measurement_may_be_null():
    assert home({"bathroom.wc_side_space": None, "kitchen.turning": None, "hall": None})
