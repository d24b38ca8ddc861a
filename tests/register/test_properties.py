"""What holds of every home, whatever it measures."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from services.register.data import catalogue, matching_policy, rule_set
from services.register.domain.adaptations import adapted, projected
from services.register.domain.categories import ordinal
from services.register.domain.categorising import evaluate, evaluate_again
from services.register.domain.fitting import Status, home_facts
from services.register.domain.home import Home
from services.register.domain.matching import match
from services.register.domain.needs import Need
from services.register.domain.ranking import verdict_order
from shared.contracts.codes import AccessCategory
from tests.register.strategies import improvements, leaves, surveys, without

POLICY = matching_policy(date(2026, 6, 1), Decimal("1000.00"), Decimal("30000.00"))
RULES = rule_set()
DISTRICT = "E07000081"
MANY = settings(max_examples=150, deadline=None)

needs = st.builds(
    Need,
    id=st.just("n"),
    category=st.sampled_from([c for c in AccessCategory if c != "G"]),
    bedrooms=st.integers(0, 3),
    household_size=st.integers(1, 5),
    areas=st.just((DISTRICT,)),
    requirements=st.lists(
        st.sampled_from(
            ["internal_door", "hall_turning", "kitchen_turning", "bathroom_turning"]
        ).map(lambda m: {"measure": m, "value": 1200 if m == "hall_turning" else 800}),
        max_size=2,
    ).map(tuple),
)


def category(answers):
    return evaluate(answers, RULES).category


def facts(answers):
    return home_facts("h", DISTRICT, Home.model_validate(answers), RULES)


@MANY
@given(st.data())
def test_improving_any_measurement_never_worsens_the_category(data):
    """A ramp improves by rising less over its run: a longer run may make it a long ramp."""
    before = data.draw(surveys)
    after = data.draw(improvements(before))
    assert ordinal(category(after)) <= ordinal(category(before))


@MANY
@given(surveys, st.sampled_from(sorted(catalogue())))
def test_an_adaptation_from_the_catalogue_never_worsens_the_category(answers, code):
    adaptation = catalogue()[code]
    if adaptation.feasible(facts(answers).evaluation.survey) is not True:
        return
    before = category(answers)
    after = projected(answers, [adaptation], RULES, before)
    assert after is not None
    assert ordinal(after) <= ordinal(before)


@MANY
@given(st.data(), needs)
def test_a_home_that_meets_every_need_by_more_is_never_ranked_below_on_fitness(data, need):
    before = data.draw(surveys)
    after = data.draw(improvements(before))
    fitness = [verdict_order(match(need, facts(a), POLICY).verdict) for a in (before, after)]
    assert fitness[1] <= fitness[0]


WAY_IN = {"threshold_steps", "approach", "communal_entrance", "external_entrance"}
"""One domain here: which of the two doors is looked at turns on what is known of both."""


def not_met(need, answers):
    findings = match(need, facts(answers), POLICY).findings
    return {
        "way_in" if f.domain in WAY_IN else f.domain for f in findings if f.status is not Status.MET
    }


@MANY
@given(st.data(), needs)
def test_an_unknown_never_yields_met(data, need):
    """What is met with measurements missing is met whatever they turn out to be."""
    surveyed = data.draw(surveys)
    # A door is known to be missing only where its room is known to be on the access level.
    rooms = surveyed["internal"]["rooms_on_access_level"]
    passed_over = {"alternative_steps"} | ({*surveyed["door_widths"]} - {*rooms})
    paths = [path for path in leaves(surveyed) if path[-1] not in passed_over]
    blank = surveyed
    for path in data.draw(st.lists(st.sampled_from(paths), unique=True, min_size=1, max_size=3)):
        blank = without(blank, path)
    works = {"cost", "consent"}
    assert not_met(need, surveyed) - works <= not_met(need, blank)


@MANY
@given(surveys, st.lists(st.sampled_from(sorted(catalogue())), unique=True))
def test_evaluating_only_what_changed_comes_to_the_same(answers, codes):
    works = [catalogue()[code] for code in codes]
    after = adapted(answers, works)
    changed = frozenset().union(*(adaptation.touches for adaptation in works))
    again = evaluate_again(evaluate(answers, RULES), after, changed, RULES)
    assert again.truths == evaluate(after, RULES).truths
    assert again.category == category(after)


@MANY
@given(surveys)
def test_the_category_is_that_of_the_worst_section(answers):
    """With the easier way in: no section is worse than the home, but for the harder way."""
    evaluation = evaluate(answers, RULES)
    inside = {
        s: c for s, c in evaluation.sections.items() if s not in {"main_access", "second_exit"}
    }
    assert all(ordinal(c) <= ordinal(evaluation.category) for c in inside.values())
