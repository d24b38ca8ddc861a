"""The homes that adapt-or-move names are those that evaluating every home on offer would name."""

import uuid

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.register.county.stock import HomeRow, Stock
from services.register.domain.fitting import Verdict
from services.register.domain.home import Home
from services.register.domain.listing import Occupancy
from services.register.domain.matching import match
from services.register.domain.needs import Need
from services.register.domain.ranking import Candidate, Key, rank
from services.register.in_force.fitness import facts_of, packed, rules_on
from services.register.needs.on_offer import MOST_ALTERNATIVES, First, first_on_offer, suited
from services.register.tables import RegisteredHome
from tests.register.county import homes, needs
from tests.register.homes import answers
from tests.register.service import TODAY

RULES = rules_on(TODAY)
ORDERS = st.permutations(list(Key)).flatmap(lambda keys: st.integers(0, 7).map(lambda n: keys[:n]))
LETTINGS = st.tuples(st.sampled_from([Occupancy.EMPTY, Occupancy.OCCUPIED]), st.booleans())
"""Whether somebody lives there, and whether it is advertised."""


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(homes(), LETTINGS), max_size=24), needs, ORDERS)
def test_the_homes_named_are_those_of_every_home_evaluated(surveyed, asked, keys):
    need = Need.model_validate({"id": "n"} | asked)
    register = [_registered(n, *home, let[0]) for n, (home, let) in enumerate(surveyed)]
    advertised = {str(h.id) for h, (_, let) in zip(register, surveyed, strict=True) if let[1]}
    first = first_on_offer(_stock(register), need, advertised, keys)
    named = suited(need, [h for h in register if h.id in first.homes], keys, TODAY)
    considered, expected = _every_one_evaluated(need, register, advertised, keys)
    assert (first.considered, [m for m, _ in named]) == (considered, expected)
    assert [str(home_id) for home_id in first.homes] == [m.home for m in expected]


def test_of_many_homes_alike_the_first_ten_by_number_are_named():
    """More would not be looked at."""
    need = Need.model_validate(
        {"id": "n", "category": "G", "bedrooms": 0, "household_size": 1, "areas": []}
    )
    register = [_empty(n) for n in range(30)]
    first = first_on_offer(_stock(register[::-1]), need, set(), [])
    assert first == First(30, [home.id for home in register[:MOST_ALTERNATIVES]])


def test_where_the_household_would_live_there_may_be_no_home():
    need = Need.model_validate(
        {"id": "n", "category": "G", "bedrooms": 0, "household_size": 1, "areas": ["E07000083"]}
    )
    assert first_on_offer(_stock([_empty(0)]), need, {str(uuid.uuid4())}, []) == First(0, [])
    assert first_on_offer(Stock(RULES), need, set(), []) == First(0, [])


def _every_one_evaluated(need, register, advertised, keys):
    """The plain way: how many are on offer, and the best of them that are not unsuitable."""
    on_offer = [
        home
        for home in register
        if (home.occupancy == Occupancy.EMPTY or str(home.id) in advertised)
        and (home.district in need.areas or not need.areas)
    ]
    matches = (match(need, facts_of(home), RULES.policy) for home in on_offer)
    ranked = [c.match for c in rank((Candidate(m, need) for m in matches), keys)]
    suiting = [m for m in ranked if m.verdict is not Verdict.UNSUITABLE]
    return len(on_offer), suiting[:MOST_ALTERNATIVES]


def _empty(n):
    return _registered(n, "E07000078", Home.model_validate(answers()), None, Occupancy.EMPTY)


def _registered(n, district, home, consents, occupancy):
    return RegisteredHome(
        id=uuid.UUID(int=n),
        district=district,
        occupancy=occupancy,
        survey=home.model_dump(mode="json", exclude_unset=True),
        consents_to_adaptation=consents,
    )


def _stock(register):
    stock = Stock(RULES)
    stock.take(
        [
            HomeRow(str(h.id), h.district, h.occupancy == "empty", None, packed(facts_of(h), RULES))
            for h in register
        ]
    )
    return stock
