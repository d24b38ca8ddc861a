"""What a home would be if it were adapted: changes to the survey, feasibility, cost."""

from datetime import date
from decimal import Decimal

import pytest

from services.register import data
from services.register.data import catalogue, matching_policy, price_book, rule_set
from services.register.domain.adaptations import adapted, what_if
from services.register.domain.categorising import evaluate
from services.register.domain.survey import UNKNOWN, Survey
from shared.problems import InvalidInput
from tests.register.homes import ABSENT, EXIT, LEVEL, RAMP, STAIRS, WC, answers, fired

P = "property_entrance"
BOOK = price_book(date(2026, 6, 1))

GAPS = [
    ("wet_room", {"bathroom.level_access_shower": False}, {72}),
    ("wet_room", {"bathroom.turning": [1000, 1000]}, {64, 71}),
    ("wet_room", {"bathroom.wc_side_space": 400}, {71, 73}),
    ("accessible_wc", {"bed_spaces": 6}, {65, 66}),
    ("accessible_wc", {"separate_wc": WC | {"length": 1300}}, {62}),
    ("accessible_wc", {"internal.rooms_on_access_level": ["living_room"]}, {70}),
    ("kitchen", {"kitchen.turning": None}, {79}),
    ("hall", {"hall.turning_width": 850, "hall.head_on_width": 850}, {74, 75, 76}),
    ("internal_doors", {"door_widths.kitchen": 700}, {77, 78}),
    ("entrance_door", {f"{P}.door_width": 700}, {28, 29}),
    ("communal_door", {"communal_entrance": LEVEL | {"door_width": 700}}, {25, 26}),
    ("threshold_ramp", {f"{P}.threshold": 150}, {8}),
    ("communal_threshold_ramp", {"communal_entrance": LEVEL | {"threshold": 50}}, {27}),
    ("ramp", {f"{P}.steps": 2}, {4}),
    ("ramp", {P: LEVEL | {"ramp": RAMP | {"run": 800}}}, {18, 21, 22}),
    ("ramp", {P: LEVEL | {"ramp": RAMP | {"top_platform": False}}}, {17}),
    ("communal_ramp", {"communal_entrance": LEVEL | {"steps": 1}}, {4}),
    ("step_lift", {f"{P}.steps": 6}, {2, 3, 84}),
    ("through_floor_lift", {"internal.stairs": STAIRS}, {44}),
    ("wheelchair_store", {"wheelchair_storage": None}, {53}),
    ("wheelchair_store", {"wheelchair_storage": {"length": 600, "width": 900}}, {55, 58}),
]


@pytest.mark.parametrize("code, gap, rules", GAPS)
def test_the_catalogue_answers_the_rules_that_it_says(code, gap, rules):
    assert fired(gap) == rules
    assert rules <= catalogue()[code].answers
    projection = what_if(answers(gap), [catalogue()[code]], rule_set(), BOOK)
    assert projection.category == "A"
    assert projection.feasible == {code: True}


def test_every_rule_that_an_adaptation_answers_can_be_in_its_way():
    numbers = {rule.number for rule in rule_set().rules}
    assert all(adaptation.answers <= numbers for adaptation in catalogue().values())


def test_a_projection_adds_up_its_prices_and_checks():
    gaps = {"bathroom.level_access_shower": False, f"{P}.threshold": 16}
    works = [catalogue()["wet_room"], catalogue()["threshold_ramp"]]
    projection = what_if(answers(gaps), works, rule_set(), BOOK)
    assert (projection.before, projection.category) == ("E", "A")
    assert projection.cost.model_dump(mode="json") == {
        "low": "5750.00",
        "mid": "8950.00",
        "high": "14900.00",
        "unsourced": [],
    }
    assert projection.price_book == "2026-04"
    assert {"floor_takes_falls_and_drainage", "level_landing"} <= set(projection.on_site)


def test_the_rest_of_a_survey_that_stopped_early_has_to_be_surveyed_first():
    stopped = answers({f"{P}.steps": 6, "hall": ABSENT, "door_widths": ABSENT})
    projection = what_if(stopped, [catalogue()["step_lift"]], rule_set(), BOOK)
    assert (projection.before, projection.category, projection.cost) == ("F", None, None)


FEASIBLE = [
    ("straight_stairlift", {"internal.stairs": STAIRS}, True),
    ("straight_stairlift", {"internal.stairs": STAIRS | {"width": 699}}, False),
    ("straight_stairlift", {"internal.stairs": STAIRS | {"clear_at_foot": 699}}, False),
    (
        "straight_stairlift",
        {"internal.stairs": STAIRS | {"clear_at_foot": 699}, "second_exit": EXIT},
        True,
    ),
    ("straight_stairlift", {"internal.stairs": {"shape": "straight", "width": 700}}, UNKNOWN),
    ("curved_stairlift", {"internal.stairs": STAIRS | {"shape": "curved", "width": 750}}, True),
    ("curved_stairlift", {"internal.stairs": STAIRS | {"shape": "curved", "width": 749}}, False),
    ("curved_stairlift", {"internal.stairs": STAIRS | {"width": 750}}, False),
    ("through_floor_lift", {}, False),
    ("ramp", {f"{P}.steps": 3}, True),
    ("ramp", {f"{P}.steps": 4}, False),
    ("ramp", {f"{P}.steps": ABSENT}, UNKNOWN),
    ("step_lift", {f"{P}.steps": 4}, True),
    ("wet_room", {"bathroom": None}, False),
]


@pytest.mark.parametrize("code, changes, truth", FEASIBLE)
def test_feasibility_is_read_off_the_survey_where_it_can_be(code, changes, truth):
    """Section 2.4 of the standards: a run of 10 m climbs three steps of 170 mm, not four."""
    assert catalogue()[code].feasible(Survey(answers(changes))) is truth


@pytest.mark.parametrize(
    "steps, rise, run",
    [(1, 170, 2550), (2, 340, 6800), (3, 510, 7650)],
)
def test_a_new_ramp_is_as_gentle_as_ten_metres_allow(steps, rise, run):
    """Under 5 m at 1:15; else 1:20 up to 10 m, and 1:15 where that would be longer."""
    ramp = catalogue()["ramp"].applied(answers({f"{P}.steps": steps}))[P]["ramp"]
    assert (ramp["rise"], ramp["run"], ramp["top_platform"]) == (rise, run, True)


def test_what_is_already_better_stays():
    roomy = answers({"bathroom.turning": [2000, 1600], "hall.turning_width": 1500})
    after = adapted(roomy, catalogue().values())
    assert after["bathroom"]["turning"] == (1600, 2000)
    assert after["hall"]["turning_width"] == 1500


def test_a_threshold_already_low_enough_stays_and_a_turned_space_stays_turned():
    after = adapted(
        answers({f"{P}.threshold": 5, "wheelchair_storage": {"length": 600, "width": 1700}}),
        [catalogue()["threshold_ramp"], catalogue()["wheelchair_store"]],
    )
    assert after[P]["threshold"] == 5
    assert after["wheelchair_storage"] == {"length": 1000, "width": 1700}


@pytest.mark.parametrize("rise, run", [(333, 4995), (334, 6680), (500, 10000), (501, 7515)])
def test_a_ramp_that_is_too_steep_is_built_again_at_the_gentlest_that_fits(rise, run):
    """1:15 under 5 m; 1:20 up to 10 m of run; beyond that 1:15."""
    steep = {P: LEVEL | {"ramp": RAMP | {"rise": rise, "run": 1000}}}
    assert catalogue()["ramp"].applied(answers(steep))[P]["ramp"]["run"] == run


def test_a_ramp_gentle_enough_only_gains_its_platform():
    flights = [{"rise": 200, "run": 4000}, {"rise": 200, "run": 4000}]
    ramp = {"sections": flights, "top_platform": False}
    after = catalogue()["ramp"].applied(answers({P: LEVEL | {"ramp": ramp}}))
    assert after[P]["ramp"] == {"sections": flights, "top_platform": True}


def test_adapting_leaves_the_survey_that_was_given_alone():
    before = answers({"kitchen.turning": None})
    adapted(before, catalogue().values())
    assert before == answers({"kitchen.turning": None})


def test_a_date_before_every_price_book_is_refused():
    with pytest.raises(InvalidInput):
        price_book(date(2026, 3, 31))
    assert price_book(date(2026, 4, 1)).version == "2026-04"


def test_the_data_files_agree_with_one_another():
    policy = matching_policy(date(2026, 6, 1), Decimal(1000), Decimal(30000))
    assert policy.domains.keys() == {rule.number for rule in policy.rule_set.rules}
    assert all(m.adaptation in {None, *policy.catalogue} for m in policy.measures.values())
    unpriced = {a.price for a in policy.catalogue.values()} - policy.prices.items.keys()
    assert unpriced == {"step_lift"}
    assert policy.prices.items.keys() <= {a.price for a in policy.catalogue.values()}
    assert {a.code for a in data.catalogue().values()} == policy.catalogue.keys()


def test_an_identical_evaluation_follows_from_an_unchanged_survey():
    """Works that change nothing here leave the home as it was."""
    after = adapted(answers(), [catalogue()["threshold_ramp"]])
    assert evaluate(after, rule_set()).category == evaluate(answers(), rule_set()).category


def test_a_price_without_a_source_is_marked_in_every_sum_that_holds_it():
    marked, sourced = BOOK.cost(["ramp", "ceiling_track_hoist"]), BOOK.cost(["ramp"])
    assert marked is not None
    assert sourced is not None
    assert marked.unsourced == ("ceiling_track_hoist",)
    assert sourced.unsourced == ()
