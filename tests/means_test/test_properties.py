"""What holds for every household: tried on random ones, in which every rule is met often."""

import dataclasses
import random
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from pkgutil import iter_modules

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.means_test import domain
from services.means_test.domain.answer import answer
from services.means_test.domain.figures import Figure, Schedule
from services.means_test.domain.fingerprint import fingerprint
from services.means_test.domain.household import Household
from services.means_test.parameters import figures_on, parameter_sets
from tests.means_test.households import assessed, savings
from tests.means_test.random_households import random_household

HOUSEHOLDS = 18_500
TIMES = 200
pytestmark = pytest.mark.xdist_group("random households")
"""They are assessed once, by one process."""

seeds = st.integers(min_value=0, max_value=10**9)

NOT_CITED = {
    "reg 12(1)(a), (2)(a)": "a limit: the line cites the multiplier's head",
    "reg 12(1)(b), (2)(b)": "a limit",
    "reg 12(1)(c), (2)(c)": "a limit",
    "reg 7(1)": "hours: the lines cite the rule that asks for them",
    "Sch 2 para 18": "always with the head that is met",
    "reg 2(1)": "the meaning of main phase: the line cites the row",
    "Sch 1 para 12(1)(a)": "a condition: the line cites the premium",
    "Sch 1 para 13": "a condition",
    "Sch 1 para 13A": "a condition",
    "Sch 1 para 14": "a condition",
    "reg 19(8)(b)": "a condition: the line cites the age limit",
    "reg 19(8)(b)(iv)": "a condition: the line cites the age limit",
    "reg 19(8)(b)(v)": "a condition: the line cites the age limit",
    "Sch 1 para 14(1)(e)": "a condition",
    "reg 18(1A)": "a remark, of a charge for nobody's child: these households have few",
    "reg 36(b)": "what earlier editions cited for a secured debt",
    "Sch 1 para 12(1)(a)(iii)": "a condition, in hospital",
    "Sch 1 para 12(1)(a)(vi)": "a condition, in hospital",
    "Sch 1 para 13(4)(a)": "a condition, in hospital",
    "Sch 1 para 13(4)(c)": "a condition, in hospital",
    "Sch 1 para 13A(1)": "a condition, in hospital",
    "Sch 1 para 13A(1)(c)": "a condition, in hospital",
    "Sch 1 para 14(1)(b)": "a condition, in hospital",
    "Sch 1 para 14(1)(d)": "a condition, in hospital",
}
HEADS = {f"Sch 2 para 18(2)({head})" for head in "abcdef"}


def provisions():
    """Every provision that the figures and the rules can cite."""
    cited = set(HEADS)
    for parameters in parameter_sets():
        for day in parameters.changes:
            cited |= set(_of_figures(figures_on(day)))
    for module in iter_modules(domain.__path__):
        names = vars(import_module(f"{domain.__name__}.{module.name}"))
        cited |= {
            value
            for name, value in names.items()
            if name.isupper() and isinstance(value, str) and value.startswith(STARTS)
        }
    return cited - NOT_CITED.keys()


STARTS = ("reg ", "regs ", "Sch ", "para ", "s.", "no provision")


def _of_figures(figures):
    for field in dataclasses.fields(figures):
        value = getattr(figures, field.name)
        if isinstance(value, Figure):
            yield value.provision
        elif isinstance(value, Schedule):
            yield from _of_figures(value)
        elif isinstance(value, dict):
            yield from value.values()


@pytest.fixture(scope="module")
def tests():
    """Every random household with its assessment."""
    documents = (random_household(seed) for seed in range(HOUSEHOLDS))
    return [(document, assessed(document)) for document in documents]


def test_every_rule_is_met(tests, capsys):
    met = Counter()
    for _, assessment in tests:
        met.update({line.provision for line in assessment.local.working})
        met.update({f"local {rule.rule}" for rule in assessment.local.local_rules})
    wanted = provisions() | {"local passport", "local exempt_below_age"}
    with capsys.disabled():
        print(f"\n{len(wanted)} rules in {HOUSEHOLDS} random households")
        for rule in sorted(wanted, key=met.__getitem__):
            print(f"{met[rule]:6} {rule}")
    assert {rule: met[rule] for rule in wanted if met[rule] < TIMES} == {}


TOTALS = {
    "applicable_amount": "applicable_amount",
    "income": "income",
    "tariff_income": "tariff_income",
    "financial_resources": "financial_resources",
    "excess": "excess",
    "bands": "assessed_reduction",
    "earlier_grants": "earlier_grants_deducted",
    "reduction": "reduction",
}


def test_the_sum_of_the_lines_is_the_total(tests):
    for _, assessment in tests:
        result = assessment.local
        if result.outcome in {"passported", "assessed"}:
            sums = Counter()
            for line in result.working:
                sums[line.step] += line.amount or Fraction(0)
            for step, total in TOTALS.items():
                assert sums[step] == getattr(result, total)


def test_who_is_passported_or_exempt_pays_nothing(tests):
    for _, assessment in tests:
        for result in (assessment.local, assessment.statutory):
            if result.outcome in {"passported", "exempt"}:
                assert result.reduction == 0


def test_local_amendments_never_ask_for_more(tests):
    """SI 2002/1860: one that would has no effect, which the working says."""
    for _, assessment in tests:
        local, statutory = assessment.local, assessment.statutory
        assert local.reduction <= statutory.reduction
        if not local.local_rules:
            told = tuple(line for line in local.working if "no effect" not in line.item)
            assert dataclasses.replace(local, working=told) == statutory


def reduction(document):
    return assessed(document).statutory.reduction or Decimal(0)


WITHOUT_THRESHOLD = ("state_pension", "occupational_pension", "personal_pension", "other")


@settings(max_examples=150, deadline=None)
@given(seeds, st.sampled_from(WITHOUT_THRESHOLD), st.integers(1, 50_000))
def test_more_income_never_lowers_the_reduction(seed, kind, pence):
    document = random_household(seed)
    more = {"of": "a", "kind": kind, "amount": f"{pence / 100:.2f}", "every": "week"}
    richer = document | {"income": [*document["income"], more]}
    assert reduction(richer) >= reduction(document)


@settings(max_examples=150, deadline=None)
@given(seeds, st.integers(1, 5_000_000))
def test_more_capital_never_lowers_the_reduction(seed, pence):
    document = random_household(seed)
    richer = document | {"capital": [*document["capital"], savings(f"{pence / 100:.2f}")]}
    assert reduction(richer) >= reduction(document)


@settings(max_examples=150, deadline=None)
@given(seeds, st.integers())
def test_the_order_of_people_and_incomes_never_matters(seed, shuffle):
    """Save that of a couple of disabled occupants the first listed is the relevant person."""
    document = random_household(seed)
    if any(p["id"] == "a2" and p.get("of") for p in document["people"]):
        return
    draw = random.Random(shuffle)
    shuffled = {
        key: draw.sample(part, len(part)) if isinstance(part, list) else part
        for key, part in document.items()
    }
    one, other = answer(assessed(document)), answer(assessed(shuffled))
    for key in ("relevant_people", "working"):
        one[key], other[key] = sorted(map(str, one[key])), sorted(map(str, other[key]))
    amounts = [key for key in one if key not in {"working", "local_rules"}]
    assert {k: one[k] for k in amounts} == {k: other[k] for k in amounts}


@settings(max_examples=50, deadline=None)
@given(seeds)
def test_a_stored_test_recomputes_to_the_same_fingerprint(seed):
    household = Household.model_validate(random_household(seed))
    stored = household.model_dump_json(by_alias=True)
    again = Household.model_validate_json(stored)
    assert fingerprint(again, assessed(random_household(seed))) == fingerprint(
        household, assessed(random_household(seed))
    )
