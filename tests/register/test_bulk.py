"""The bulk path is the plain one, sooner: equal results on samples."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.register.data import ranking, rule_set
from services.register.domain import columns, need_columns
from services.register.domain.bulk import Register
from services.register.domain.fitting import Verdict, home_facts
from services.register.domain.home import Home
from services.register.domain.matching import match
from services.register.domain.needs import Need
from services.register.domain.ranking import Candidate, pence, rank, verdict_order
from tests.register.county import DISTRICTS, POLICY, homes, needs
from tests.register.homes import answers as accessible

KEYS = ranking()
CODES = columns.codes(POLICY)


def register_of(facts, wanted):
    homes = columns.homes(facts, POLICY, CODES)
    return Register(homes, need_columns.needs(wanted, homes.districts, CODES), POLICY, CODES)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(homes(), min_size=1, max_size=12), st.lists(needs, min_size=1, max_size=6))
def test_shortlists_both_ways_equal_those_made_one_by_one(surveyed, asked):
    facts = [
        home_facts(f"h{n:02}", district, home, rule_set(), consents=consents)
        for n, (district, home, consents) in enumerate(surveyed)
    ]
    wanted = [Need.model_validate({"id": f"n{n}"} | need) for n, need in enumerate(asked)]
    register = register_of(facts, wanted)
    for need in wanted:
        plain = rank((Candidate(match(need, h, POLICY), need) for h in facts), KEYS)
        for count in (1, 5):
            assert register.homes_for(need.id, KEYS, count) == [c.match.home for c in plain][:count]
            assert register.shortlist(need.id, KEYS, count) == _suiting(plain)[:count]
    for home in facts:
        plain = rank((Candidate(match(n, home, POLICY), n) for n in wanted), KEYS)
        assert register.needs_for(home.id, KEYS, 3) == [c.match.need for c in plain][:3]
    _verdicts_and_costs_agree(register, facts, wanted)


def _suiting(plain):
    """Of the plain order, the homes that are not unsuitable."""
    found = [(c.match.home, c.match.verdict) for c in plain]
    return [one for one in found if one[1] is not Verdict.UNSUITABLE]


def _verdicts_and_costs_agree(register, facts, wanted):
    """Pence in bulk are the pounds of the match, and so is the verdict."""
    for n, need in enumerate(wanted):
        assessed = register.pairs.assess(np.arange(len(facts)), np.array(n))
        for h, home in enumerate(facts):
            found = match(need, home, POLICY)
            assert assessed.verdict[h] == verdict_order(found.verdict)
            assert assessed.pence[h] == pence(found.cost.mid if found.cost else None)


@pytest.mark.parametrize(
    "first, second",
    [({"bedrooms": 2}, {"bedrooms": 3}), ({"bedrooms": None}, {"kitchen": None})],
)
def test_a_home_just_large_enough_or_of_unrecorded_size_is_not_ruled_out(first, second):
    """Both suit alike, or both are to be verified: the first by its id or its spare bedrooms."""
    facts = [_changed("a", first), _changed("b", second)]
    need = Need(id="n", category="A", bedrooms=2, household_size=1, areas=())
    assert register_of(facts, [need]).homes_for("n", KEYS, 1) == ["a"]


def _changed(home_id, changes):
    """The accessible home with a value changed; None: not recorded."""
    answers = accessible() | {k: v for k, v in changes.items() if v is not None}
    for key in (k for k, v in changes.items() if v is None):
        del answers[key]
    return home_facts(home_id, DISTRICTS[0], Home.model_validate(answers), rule_set())


@pytest.mark.parametrize("keys", [("cost", "verdict"), ("band_date",), ("preference", "waste"), ()])
def test_a_district_may_order_its_shortlists_otherwise(keys):
    choose = random.Random(7)
    facts = [
        home_facts(f"h{n}", DISTRICTS[0], Home.model_validate(_home(choose)), rule_set())
        for n in range(40)
    ]
    need = Need(id="n", category="B", bedrooms=1, household_size=1, areas=())
    plain = rank((Candidate(match(need, h, POLICY), need) for h in facts), keys)
    register = register_of(facts, [need])
    assert register.homes_for("n", keys) == [c.match.home for c in plain][:20]
    assert register.shortlist("n", keys) == _suiting(plain)[:20]


@pytest.mark.parametrize("unknown", ["a", "n0", "z"])
def test_nobody_answers_for_a_home_or_a_need_that_is_not_there(unknown):
    """Neither the one before, nor the one after."""
    home = home_facts("h", DISTRICTS[0], Home.model_validate(accessible()), rule_set())
    need = Need(id="n", category="A", bedrooms=1, household_size=1, areas=())
    register = register_of([home], [need])
    for ask in (register.homes_for, register.shortlist, register.needs_for):
        with pytest.raises(KeyError):
            ask(unknown, KEYS)


def test_what_a_home_may_have_is_to_be_verified_in_bulk_too():
    """A home of which the stairs were not recorded, and a person who must not have any."""
    unknown = home_facts("h", DISTRICTS[0], Home.model_validate(_unknown_stairs()), rule_set())
    need = Need(
        id="n",
        category="F",
        bedrooms=1,
        household_size=1,
        areas=(),
        must_nots=("internal_stairs",),
    )
    assert match(need, unknown, POLICY).verdict is Verdict.VERIFY
    _verdicts_and_costs_agree(register_of([unknown], [need]), [unknown], [need])


def _unknown_stairs():
    home = accessible()
    del home["internal"]["stairs"]
    return home


def _home(choose):
    return {
        "postcode": "GL1 1AA",
        "bedrooms": choose.randint(0, 3),
        "bed_spaces": choose.randint(1, 4),
        "door_widths": {"kitchen": choose.choice([700, 760, 800])},
        "bathroom": {"level_access_shower": choose.random() < 0.5},
    }
