"""Homes and needs of a county of two districts, for properties of matching."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from services.register.data import matching_policy
from services.register.domain.fitting import AdaptableLimit
from services.register.domain.home import Home
from tests.register.homes import answers as accessible
from tests.register.strategies import leaves, surveys, without

DISTRICTS = [f"E0700007{n}" for n in (8, 9)]
POLICY = matching_policy(
    date(2026, 6, 1),
    Decimal("1000.00"),
    Decimal("30000.00"),
    {DISTRICTS[0]: AdaptableLimit(amount=Decimal("9000.00"), clause="its policy")},
)
BY_HAND = {"category": "B", "reason": "seen", "by": "OT", "on": "2026-05-01"}

measures = st.sampled_from(sorted(POLICY.measures))
requirements = st.fixed_dictionaries(
    {
        "measure": measures,
        "operator": st.sampled_from(["at_least", "at_most"]),
        "value": st.sampled_from([0, 1, 775, 900, 1200, 1500]),
    }
)

needs = st.fixed_dictionaries(
    {
        "category": st.sampled_from([*"ABCDEFG", "E+"]),
        "bedrooms": st.integers(0, 3),
        "household_size": st.integers(1, 5),
        "areas": st.lists(st.sampled_from(DISTRICTS), unique=True, max_size=2),
        "tenures": st.lists(st.sampled_from(["council", "private_landlord"]), max_size=1),
        "requirements": st.lists(requirements, max_size=2),
        "must_nots": st.lists(st.sampled_from(sorted(POLICY.must_nots)), unique=True, max_size=1),
        "preferences": st.lists(
            st.builds(lambda r, w: r | {"weight": w}, requirements, st.integers(1, 9)), max_size=2
        ),
        "band": st.none() | st.sampled_from(["emergency", "gold", "silver", "bronze"]),
        "band_date": st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(str),
    }
)


@st.composite
def homes(draw):
    """Accessible homes with a few headings of another, and a measurement or two not taken."""
    other = draw(surveys)
    headings = draw(st.lists(st.sampled_from(sorted(other)), unique=True, max_size=4))
    answers = accessible() | {heading: other[heading] for heading in headings}
    paths = list(leaves(answers))
    for path in draw(st.lists(st.sampled_from(paths), unique=True, max_size=1)):
        answers = without(answers, path)
    override = draw(st.sampled_from([None, None, None, BY_HAND]))
    home = Home.model_validate(answers | ({"override": override} if override else {}))
    consents = draw(st.sampled_from([None, True, False]))
    return draw(st.sampled_from(DISTRICTS)), home, consents
