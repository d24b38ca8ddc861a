"""Where the guide contradicts itself: each reading taken is pinned, with the one not taken.

`recommended` is what the register uses; `printed-conditions` are the guide's machine conditions to
the letter, and `appendix-1` its comparison table.
"""

import pytest

from services.register.data import rule_set
from shared.problems import InvalidInput
from tests.register.homes import ABSENT, EXIT, LEVEL, LIFT, RAMP, STAIRS, categorised, fired

P, X = "property_entrance", "second_exit"
PRINTED, APPENDIX_1 = "printed-conditions", "appendix-1"


def ramp(rise, run, **more):
    return {P: LEVEL | {"ramp": RAMP | {"rise": rise, "run": run} | more}}


def test_gradients_are_compared_exactly_so_that_an_exact_1_in_12_passes():
    exact = ramp(100, 1200)
    assert fired(exact) == {21}, "not steeper than 1:12, though steeper than 1:15"
    assert 22 in fired(exact, PRINTED), "8.333 is over a limit rounded to 8.33"


def test_an_exact_1_in_15_passes():
    assert categorised(ramp(100, 1500)).category == "A"
    assert fired(ramp(100, 1500), PRINTED) == {21}


@pytest.mark.parametrize("width, recommended, printed", [(774, "E", "B"), (749, "E", "E")])
def test_rule_29_tests_775_mm_as_its_text_and_appendix_1_do(width, recommended, printed):
    narrow = {f"{P}.door_width": width}
    assert categorised(narrow).category == recommended
    assert categorised(narrow, PRINTED).sections["main_access"] == printed


@pytest.mark.parametrize("width, recommended, printed", [(774, "E", "B"), (749, "E", "E")])
def test_rule_43_tests_775_mm_as_its_text_and_appendix_1_do(width, recommended, printed):
    narrow = {X: EXIT | {"door_width": width}}
    assert categorised(narrow).sections["second_exit"] == recommended
    assert categorised(narrow, PRINTED).sections["second_exit"] == printed


def test_rule_46_tests_1080_by_725_as_appendix_1_does():
    lifted = {
        "internal.stairs": STAIRS,
        "internal.through_floor_lift": {"length": 1080, "width": 725},
    }
    assert fired(lifted) == set()
    assert 46 in fired(lifted, PRINTED)


def test_rule_52_means_the_communal_lift():
    square = {
        "entry_level": "upper",
        "communal_lifts": 2,
        "communal_lift": LIFT | {"car_length": 1399, "car_width": 1399},
    }
    assert fired(square) == {52}
    assert 52 not in fired(square, PRINTED)


def test_rule_53_caps_a_home_without_storage_whatever_the_heading_says():
    assert fired({"wheelchair_storage": None}) == {53}
    assert categorised({"wheelchair_storage": None}, PRINTED).category == "A"


def test_rule_59_wants_1200_by_700_either_way_round_so_1200_of_a_square():
    square = {"wheelchair_storage": {"length": 1100, "width": 1100}}
    assert fired(square) == {56, 59}
    assert fired(square, PRINTED) == {56}


def test_rule_70_counts_from_three_bedrooms():
    three = {
        "entry_level": "upper",
        "communal_lifts": 2,
        "internal.stairs": STAIRS,
        "bedrooms": 3,
        "internal.rooms_on_access_level": ["bedroom"],
    }
    assert 70 in fired(three)
    assert 70 not in fired(three, APPENDIX_1)
    assert 70 in fired(three | {"bedrooms": 4}, APPENDIX_1)


def test_rules_1_and_2_stop_at_more_than_4_steps_not_5():
    assert categorised({f"{P}.steps": 4}).category == "E+"
    assert categorised({f"{P}.steps": 5}).category == "F"


def test_the_second_exit_allows_one_step_fewer_than_the_main_door():
    assert categorised({X: EXIT | {"steps": 3}}).sections["second_exit"] == "E+"
    assert categorised({X: EXIT | {"steps": 4}}).sections["second_exit"] == "F"


@pytest.mark.parametrize("rise, flags", [(334, ["borderline"]), (333, []), (416, ["borderline"])])
def test_a_long_ramp_between_1_in_15_and_1_in_12_is_left_at_c_and_flagged(rise, flags):
    result = categorised(ramp(rise, 5000))
    assert result.flags == flags
    assert result.category == ("C" if flags else "B")


def test_a_long_ramp_steeper_than_1_in_12_is_no_borderline():
    assert categorised(ramp(417, 5000)).flags == []


def test_appendix_1_would_fail_the_long_ramp():
    assert categorised(ramp(400, 5000), APPENDIX_1).category == "E"


def test_sections_are_tested_one_by_one_instead_of_the_whole_ramp():
    """Two flights of 4 m at 1:15 are A; as one ramp of 8 m they would be B."""
    flights = [{"rise": 266, "run": 4000}, {"rise": 266, "run": 4000}]
    assert categorised(ramp(532, 8000)).category == "B"
    assert categorised(ramp(532, 8000, sections=flights)).category == "A"
    steep = [{"rise": 266, "run": 4000}, {"rise": 300, "run": 3000}]
    assert fired(ramp(532, 8000, sections=steep)) == {20, 21, 22}


def test_a_threshold_over_100_mm_caps_at_e_plus_and_joins_no_count_of_steps():
    result = categorised({f"{P}.steps": 4, f"{P}.threshold": 101})
    assert result.category == "E+"


def test_steps_that_a_lift_bypasses_count_as_none():
    assert categorised({f"{P}.steps": 6, f"{P}.steps_bypassed_by_lift": True}).category == "A"


def test_a_building_regulations_category_does_not_convert():
    """An M4(2) dwelling may have a hall of 900 mm, which rule 75 caps at D."""
    built = {"building_regulations": "M4(2)", "hall.turning_width": 900}
    assert categorised(built).category == "D"
    assert categorised({"building_regulations": "M4(1)"}) == categorised()


def test_e_plus_is_worse_than_e():
    assert categorised({f"{P}.steps": 1}).ordinal > categorised({f"{P}.threshold": 16}).ordinal


def test_g_overrides_all():
    result = categorised({f"{P}.steps": 5, "postcode": ABSENT})
    assert (result.category, result.ordinal) == ("G", 99)


@pytest.mark.parametrize(
    "stop",
    [
        {f"{P}.steps": 5},
        {"communal_entrance": {"steps": 5, "ramp": None}},
        {"internal.steps": 1},
        {"internal.stairs": STAIRS | {"width": 699}},
        {"internal.stairs": STAIRS | {"clear_at_foot": 699}, X: EXIT | {"street_access": False}},
        {"entry_level": "upper"},
    ],
)
def test_blanks_after_a_stop_point_do_not_make_it_g(stop):
    blank = {"hall": ABSENT, "door_widths": ABSENT, "bathroom": ABSENT, "kitchen": ABSENT}
    assert categorised(stop | blank).category == "F"
    assert categorised(blank).category == "G"


def test_a_stop_at_the_communal_door_forgives_the_property_door_and_all_inside():
    result = categorised(
        {
            "communal_entrance": {"steps": 5, "ramp": None},
            P: ABSENT,
            "internal": ABSENT,
            X: ABSENT,
            "hall": ABSENT,
            "door_widths": ABSENT,
        }
    )
    assert result.category == "F"


def test_a_blank_before_a_stop_point_still_makes_it_g():
    assert categorised({"communal_entrance": ABSENT, f"{P}.steps": 5}).category == "G"
    assert categorised({f"{P}.steps": ABSENT, "internal.steps": 1}).category == "G"


def test_a_rule_set_that_is_not_defined_is_refused():
    with pytest.raises(InvalidInput) as refused:
        rule_set("best-of-both")
    assert refused.value.errors[0].pointer == "/rule_set"
