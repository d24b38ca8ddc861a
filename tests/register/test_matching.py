"""Matching: given a need and a home, the verdict and what each domain of the need came to."""

from datetime import date
from decimal import Decimal

import pytest

from services.register.data import matching_policy, ranking, rule_set
from services.register.domain.fitting import AdaptableLimit, Status, Verdict, home_facts
from services.register.domain.matching import match
from services.register.domain.needs import Need, Preference, Requirement
from services.register.domain.ranking import Candidate, rank
from services.register.in_force.fitness import rules_on
from tests.register.homes import ABSENT, EXIT, LEVEL, STAIRS, WC, home

GLOUCESTER, STROUD = "E07000081", "E07000082"
POLICY = matching_policy(date(2026, 6, 1), Decimal("1000.00"), Decimal("30000.00"))


def need(**changes):
    usual = {"id": "n", "category": "A", "bedrooms": 2, "household_size": 3, "areas": (GLOUCESTER,)}
    return Need.model_validate(usual | changes)


def facts(changes=None, home_id="h", district=GLOUCESTER, consents=None):
    return home_facts(home_id, district, home(changes), rule_set(), consents=consents)


def matched(changes=None, **asked):
    return match(need(**asked), facts(changes), POLICY)


def status(result, domain):
    """The worst status of the domain's findings."""
    order = [Status.UNMET, Status.VERIFY, Status.ADAPTABLE, Status.MET]
    return min((f.status for f in result.findings if f.domain == domain), key=order.index)


def test_a_home_of_the_category_with_room_for_all_is_suitable():
    result = matched()
    assert result.verdict is Verdict.SUITABLE
    assert {f.status for f in result.findings} == {Status.MET}


@pytest.mark.parametrize(
    "changes, asked, domain",
    [
        ({"bedrooms": 1}, {}, "bedroom"),
        ({"bed_spaces": 2}, {}, "bedroom"),
        ({}, {"areas": (STROUD,)}, "neighbourhood"),
        ({}, {"tenures": ("housing_association",)}, "tenure"),
        ({C: LEVEL} if (C := "communal_entrance") else {}, {"must_nots": ("shared_entrance",)}, C),
        ({"internal.steps": 1}, {}, "internal_level_changes"),
    ],
)
def test_what_no_works_can_answer_is_unmet(changes, asked, domain):
    result = matched(changes, **asked)
    assert status(result, domain) is Status.UNMET
    assert result.verdict is Verdict.UNSUITABLE


@pytest.mark.parametrize(
    "changes, domain",
    [
        ({"bedrooms": ABSENT}, "bedroom"),
        ({"bed_spaces": ABSENT}, "bedroom"),
        ({"bathroom.turning": ABSENT}, "bathroom"),
        ({"kitchen": ABSENT}, "kitchen"),
        ({"property_entrance.door_width": ABSENT}, "external_entrance"),
        ({"wheelchair_storage": ABSENT}, "storage_charging"),
        ({"internal.stairs": ABSENT}, "stairs_internal"),
        ({"door_widths.kitchen": ABSENT}, "internal_doors"),
        ({"hall": ABSENT}, "corridors"),
    ],
)
def test_an_unknown_is_to_be_verified_never_met(changes, domain):
    result = matched(changes)
    assert status(result, domain) is Status.VERIFY
    assert result.verdict is Verdict.VERIFY


def test_an_unknown_that_the_need_does_not_turn_on_is_met():
    """Storage can cap a home at C and no lower, so a need for E does not ask after it."""
    assert matched({"wheelchair_storage": ABSENT}, category="E").verdict is Verdict.SUITABLE


def test_minor_works_close_the_gap_where_they_cost_no_more_than_the_limit():
    """A threshold of 16 mm is E (rule 30); a threshold ramp at 450 is within 1,000."""
    result = matched({"property_entrance.threshold": 16})
    assert result.verdict is Verdict.SUITABLE_WITH_MINOR_WORKS
    assert result.adaptations == ["threshold_ramp"]
    assert result.cost.mid == Decimal("450.00")


def test_a_home_is_adaptable_where_every_gap_has_feasible_works_within_policy():
    """No level-access shower is C (rule 72): a wet room at 8,500 makes it A."""
    result = matched({"bathroom.level_access_shower": False})
    assert result.verdict is Verdict.ADAPTABLE
    assert (result.adaptations, result.cost.mid) == (["wet_room"], Decimal("8500.00"))
    assert status(result, "bathroom") is Status.ADAPTABLE


def test_works_beyond_the_policy_leave_the_home_unsuitable():
    """Wet room 8,500, lift 15,500 and kitchen 8,500 come to 32,500, over 30,000."""
    dear = {
        "bathroom.level_access_shower": False,
        "internal.stairs": STAIRS,
        "kitchen.turning": [1000, 1000],
    }
    result = matched(dear)
    assert result.cost.mid == Decimal("32500.00")
    assert status(result, "cost") is Status.UNMET
    assert result.verdict is Verdict.UNSUITABLE


def test_a_landlord_who_refuses_works_leaves_the_home_unsuitable():
    refused = facts({"bathroom.level_access_shower": False}, consents=False)
    assert match(need(), refused, POLICY).verdict is Verdict.UNSUITABLE


def test_works_without_a_price_have_to_be_quoted_for():
    """Five steps are too high for a ramp of 10 m, and the book has no price for a step lift."""
    result = matched({"property_entrance.steps": 5}, category="C")
    assert result.adaptations == ["step_lift"]
    assert (result.cost, result.verdict) == (None, Verdict.VERIFY)


def test_the_easier_way_in_is_the_one_that_counts():
    result = matched({"property_entrance.steps": 4, "second_exit": EXIT})
    assert result.verdict is Verdict.SUITABLE


def test_works_shared_by_two_rules_are_paid_for_once():
    """Rules 72 and 73 both want a wet room, though a separate WC would answer 73 for less."""
    result = matched({"bathroom.level_access_shower": False, "bathroom.wc_side_space": 999})
    assert result.adaptations == ["wet_room"]


def test_an_early_stop_has_to_be_surveyed_further_before_works_are_promised():
    stopped = {"property_entrance.steps": 6, "hall": ABSENT, "door_widths": ABSENT}
    result = matched(stopped, category="E")
    assert result.verdict is Verdict.VERIFY


def test_works_that_bring_another_rule_in_the_way_are_followed_by_more():
    """Once the property door has its ramp, the communal steps are in the way by rule 5."""
    steps = {"communal_entrance": LEVEL | {"steps": 2}, "property_entrance.steps": 2}
    result = matched(steps, category="C")
    assert result.adaptations == ["communal_ramp", "ramp"]
    assert result.verdict is Verdict.ADAPTABLE


def test_steps_too_high_for_any_works_leave_the_home_unsuitable():
    """A communal ramp cannot climb four steps within 10 m, and there is no communal step lift."""
    steps = {"communal_entrance": LEVEL | {"steps": 4}, "property_entrance.steps": 1}
    assert matched(steps, category="C").verdict is Verdict.UNSUITABLE


def test_works_whose_feasibility_the_survey_does_not_tell_are_to_be_verified():
    """A threshold of unknown height beside steps of unknown number: is there a ramp to build?"""
    gap = {
        "property_entrance": LEVEL | {"ramp": {"sections": [{"rise": 90, "run": 900}, {"run": 1}]}}
    }
    gap["property_entrance"]["ramp"]["top_platform"] = False
    result = matched(gap)
    found = [f for f in result.findings if f.rule == 17]
    assert [(f.status, f.adaptation) for f in found] == [(Status.VERIFY, "ramp")]


def test_what_must_not_be_there_and_may_be_is_to_be_verified():
    unknown = {"internal.stairs": ABSENT}
    result = matched(unknown, category="F", must_nots=("internal_stairs",))
    assert result.verdict is Verdict.VERIFY
    assert matched({}, must_nots=("internal_stairs",)).verdict is Verdict.SUITABLE


def test_a_household_that_names_no_area_would_live_anywhere():
    assert matched(areas=()).verdict is Verdict.SUITABLE


@pytest.mark.parametrize(
    "minor, limit, verdict",
    [
        ("8500.00", "30000.00", Verdict.SUITABLE_WITH_MINOR_WORKS),
        ("8499.99", "30000.00", Verdict.ADAPTABLE),
        ("1000.00", "8500.00", Verdict.ADAPTABLE),
        ("1000.00", "8499.99", Verdict.UNSUITABLE),
    ],
)
def test_works_that_cost_just_the_limit_are_within_it(minor, limit, verdict):
    """A wet room at 8,500."""
    policy = matching_policy(date(2026, 6, 1), Decimal(minor), Decimal(limit))
    assert match(need(), facts({"bathroom.level_access_shower": False}), policy).verdict is verdict


@pytest.mark.parametrize(
    "limit, verdict", [("8500.00", Verdict.ADAPTABLE), ("8499.99", Verdict.UNSUITABLE)]
)
def test_a_home_is_adaptable_within_the_limit_of_the_district_it_is_in(limit, verdict):
    """A wet room at 8,500 in Gloucester, whose policy decides; not in Stroud, which has 30,000."""
    own = {GLOUCESTER: AdaptableLimit(amount=Decimal(limit), clause="Gloucester B2.3")}
    policy = matching_policy(date(2026, 6, 1), Decimal(1000), Decimal("30000.00"), own)
    asked = need(areas=(GLOUCESTER, STROUD))
    here = match(asked, facts({"bathroom.level_access_shower": False}), policy)
    there = match(asked, facts({"bathroom.level_access_shower": False}, district=STROUD), policy)
    assert (here.verdict, there.verdict) == (verdict, Verdict.ADAPTABLE)
    told = [f.why for f in here.findings if f.domain == "cost"]
    assert told == (["within 8499.99, the limit of Gloucester B2.3"] if "99" in limit else [])


@pytest.mark.parametrize(
    "district, limit, text",
    [
        (GLOUCESTER, "70000.00", "70000.00, the limit of Gloucester B2.3"),
        (STROUD, "70000.00", "70000.00, the limit of Stroud App 4 B2.4"),
        ("E07000192", "50000.00", "50000.00, the limit of Cannock Chase 11 Top-up"),
        ("E07000999", "30000.00", "30000.00"),
    ],
)
def test_how_far_each_districts_policy_reaches(district, limit, text):
    policy = rules_on(date(2026, 6, 1)).policy
    assert policy.limit_in(district) == Decimal(limit)
    assert policy.limit_text(district).startswith(text)


def test_a_requirement_that_only_doubtful_works_would_meet_is_to_be_verified():
    """A stairlift, where the stair is straight and its foot was not measured."""
    stair = {"internal.stairs": {"shape": "straight", "width": 800}, "stairlift": False}
    asked = (Requirement(measure="stairlift", value=1),)
    result = matched(stair, category="F", requirements=asked)
    assert [f.status for f in result.findings if f.adaptation == "straight_stairlift"] == [
        Status.VERIFY
    ]


def test_a_requirement_beside_the_category():
    wide = ({"measure": "internal_door", "value": 800},)
    assert status(matched(requirements=wide), "internal_doors") is Status.UNMET
    widened = {"door_widths": {"bedroom": 800, "bathroom": 800, "living_room": 800, "kitchen": 800}}
    assert matched(widened, requirements=wide).verdict is Verdict.SUITABLE
    hoist = (Requirement(measure="ceiling_track_hoist", value=1),)
    assert matched({"ceiling_track_hoist": False}, requirements=hoist).adaptations == [
        "ceiling_track_hoist"
    ]
    assert status(matched(requirements=hoist), "hoisting") is Status.VERIFY


def test_a_better_home_than_needed_is_ranked_after_one_that_just_does():
    just = facts({"wheelchair_storage": None}, "just")
    better = facts({}, "better")
    wanted = need(category="C")
    ranked = rank((Candidate(match(wanted, h, POLICY), wanted) for h in (better, just)), ranking())
    assert [c.match.home for c in ranked] == ["just", "better"]


def test_for_one_home_the_need_that_it_fits_comes_before_the_band_and_the_band_before_its_date():
    wanted = [
        need(id="lesser", category="C", band="emergency", band_date="2020-01-01"),
        need(id="later", band="gold", band_date="2026-02-01"),
        need(id="sooner", band="gold", band_date="2026-01-01"),
        need(id="silver", band="silver", band_date="2019-01-01"),
    ]
    ranked = rank((Candidate(match(n, facts(), POLICY), n) for n in wanted), ranking())
    assert [c.need.id for c in ranked] == ["sooner", "later", "silver", "lesser"]


def test_preferences_order_homes_that_are_otherwise_alike():
    wanted = need(preferences=(Preference(measure="hall_turning", value=1300, weight=5),))
    homes = [facts({}, "a"), facts({"hall.turning_width": 1300}, "b")]
    ranked = rank((Candidate(match(wanted, h, POLICY), wanted) for h in homes), ranking())
    assert [c.match.home for c in ranked] == ["b", "a"]


def test_a_separate_wc_that_lacks_only_size_is_adaptable():
    small = {"separate_wc": WC | {"length": 1500}}
    assert matched(small).adaptations == ["accessible_wc"]
