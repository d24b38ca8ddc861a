"""From matches to decisions: adapt or move, who goes where, nominations, what the stock lacks."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.register.data import matching_policy, ranking, rule_set
from services.register.domain.alternatives import Move, Relocation, compare
from services.register.domain.assignment import MEETS, assign
from services.register.domain.fitting import Match, Verdict, home_facts
from services.register.domain.matching import match
from services.register.domain.needs import Need
from services.register.domain.nominations import NominationRight, hold
from services.register.domain.ranking import Candidate
from services.register.domain.stock import gaps, obstacles
from tests.register.homes import ABSENT, STAIRS, home

GLOUCESTER, STROUD = "E07000081", "E07000082"
POLICY = matching_policy(date(2026, 6, 1), Decimal("1000.00"), Decimal("30000.00"))
MOVE = Move(
    costs=Decimal("5000.00"),
    offers={
        GLOUCESTER: Relocation(limit=Decimal("30000.00"), clause="Gloucester B2.9"),
        STROUD: Relocation(limit=Decimal("2500.00"), clause="Gloucester B2.9"),
    },
)
LIFT_NEEDED = {"internal.stairs": STAIRS}


def need(name="n", **changes):
    usual = {"category": "A", "bedrooms": 2, "household_size": 3, "areas": (GLOUCESTER, STROUD)}
    return Need.model_validate({"id": name} | usual | changes)


def facts(home_id, changes=None, district=GLOUCESTER):
    return home_facts(home_id, district, home(changes), rule_set())


def compared(cost_here, *homes, move=MOVE):
    return compare(Decimal(cost_here), move, [(match(need(), h, POLICY), h) for h in homes])


def test_an_extension_at_120_000_beside_a_home_that_a_15_500_lift_makes_do():
    """The county's example, with the price book's lift: 120,000 less 15,500 and the move."""
    result = compared("120000.00", facts("lift", LIFT_NEEDED))
    (moved,) = result.alternatives
    assert (moved.cost_there.mid, moved.relocation_grant) == (Decimal(15500), Decimal("5000.00"))
    assert (moved.total, moved.saving) == (Decimal("20500.00"), Decimal("99500.00"))


def test_the_relocation_grant_is_up_to_the_limit_for_where_the_home_is():
    result = compared("120000.00", facts("there", {}, STROUD))
    assert result.alternatives[0].relocation_grant == Decimal("2500.00")
    nowhere = compared(
        "120000.00", facts("there", {}, STROUD), move=Move(costs="5000.00", offers={})
    )
    assert nowhere.alternatives[0].relocation_grant == 0
    assert nowhere.alternatives[0].relocation_clause is None


def test_homes_that_would_do_come_by_saving_and_those_to_verify_apart():
    homes = [
        facts("lift", LIFT_NEEDED),
        facts("ready"),
        facts("blank", {"kitchen": ABSENT}),
        facts("steps", {"internal.steps": 2}),
    ]
    result = compared("120000.00", *homes)
    assert [a.home for a in result.alternatives] == ["ready", "lift"]
    assert [a.home for a in result.to_verify] == ["blank"]
    assert result.homes_considered == 4


def test_a_move_that_costs_more_than_adapting_shows_a_negative_saving():
    assert compared("1000.00", facts("ready")).alternatives[0].saving == Decimal("-4000.00")


def pair(home_id, need_id, verdict=Verdict.SUITABLE, waste=0):
    matched = Match(
        need=need_id,
        home=home_id,
        verdict=verdict,
        findings=[],
        adaptations=[],
        cost=None,
        waste=waste,
        preference=0,
        spare_bedrooms=0,
    )
    return Candidate(matched, need(need_id))


def test_most_need_is_met_even_where_one_household_does_not_get_its_best_home():
    pairs = [pair("a", "x"), pair("b", "x", waste=3), pair("a", "y", waste=1)]
    placed = {(c.match.home, c.match.need) for c in assign(pairs, ranking())}
    assert placed == {("b", "x"), ("a", "y")}


def test_a_home_is_not_given_where_it_does_not_meet_the_need():
    pairs = [pair("a", "x", Verdict.VERIFY), pair("b", "x", Verdict.UNSUITABLE)]
    assert assign(pairs, ranking()) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([None, *range(3)]), min_size=16, max_size=16))
def test_no_other_assignment_places_more_households(wastes):
    cells = [(f"h{n // 4}", f"n{n % 4}", waste) for n, waste in enumerate(wastes)]
    pairs = [pair(h, n, waste=w) for h, n, w in cells if w is not None]
    can = {(c.match.home, c.match.need) for c in pairs}
    homes, needs = [f"h{n}" for n in range(4)], [f"n{n}" for n in range(4)]
    most = max(
        sum((h, n) in can for h, n in zip(homes, p, strict=True)) for p in permutations(needs)
    )
    placed = assign(pairs, ranking())
    assert len(placed) == most
    assert len({c.match.home for c in placed}) == len({c.match.need for c in placed}) == most
    assert all(c.match.verdict in MEETS for c in placed)


RIGHT = NominationRight(approved_on="2026-03-01", period_ends_on="2036-02-29")


@pytest.mark.parametrize("vacant", [date(2026, 3, 1), date(2030, 7, 4), date(2036, 2, 29)])
def test_every_vacancy_within_the_period_is_held_for_four_weeks(vacant):
    """General Consent 1996, additional condition 4(3); guidance B127."""
    held = hold(RIGHT, vacant)
    assert held.open_on(vacant)
    assert held.open_on(vacant + timedelta(days=27))
    assert not held.open_on(vacant + timedelta(days=28))


def test_a_home_already_vacant_is_held_from_the_date_of_approval():
    assert hold(RIGHT, date(2026, 1, 1)).begins_on == date(2026, 3, 1)


def test_a_vacancy_after_the_period_is_not_held():
    assert hold(RIGHT, date(2036, 3, 1)) is None


def test_supply_against_need_by_district_category_and_bedrooms():
    homes = {(GLOUCESTER, "A", 2): 2, (GLOUCESTER, "A", 3): 1}
    empty = {(GLOUCESTER, "A", 2): 1}
    found = gaps(homes, empty, [need("x", areas=(GLOUCESTER,)), need("y", category="B")])
    rows = {(g.district, g.category, g.bedrooms): (g.homes, g.empty, g.needs) for g in found}
    assert rows == {
        (GLOUCESTER, "A", 2): (2, 1, 1),
        (GLOUCESTER, "A", 3): (1, 0, 0),
        (GLOUCESTER, "B", 2): (0, 0, 1),
        (STROUD, "B", 2): (0, 0, 1),
    }


def test_what_stands_in_the_way_most_often_and_alone():
    homes = [
        facts("step", {"internal.steps": 1}),
        facts("both", {"internal.steps": 1, "entry_level": "basement"}),
    ]
    found = {o.domain: o for o in obstacles([(match(need(), h, POLICY), h) for h in homes])}
    assert (found["internal_level_changes"].times, found["internal_level_changes"].alone) == (2, 1)
