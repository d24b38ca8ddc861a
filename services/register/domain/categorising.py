"""Which access category a surveyed home has, by the London Accessible Housing Register's rules.

Each rule whose condition holds caps its section; the home has the worst category of its sections,
the easier of its two ways in counting for both (guide, Appendix 2).
"""

from collections.abc import Mapping
from typing import Any

from services.register.domain.categories import Category, better, worst
from services.register.domain.home import Home
from services.register.domain.rule_sets import SECTIONS, Rule, RuleSet
from services.register.domain.survey import UNKNOWN, Survey
from services.register.domain.vocabulary import steps
from shared.schema import Model

_WHEELCHAIR = (Category.A, Category.B)


class Fired(Model):
    rule: int
    section: str
    cap: Category
    why: str


class Categorisation(Model):
    """A category with everything that led to it."""

    category: Category
    ordinal: int
    sections: dict[str, Category]
    fired: list[Fired]
    unknown: list[str]
    """Pointers of measurements that would have been tested."""
    completeness: float
    """Measurements tested over those testable, 0 to 1."""
    provisional: bool
    """A or B though a bathroom or kitchen measurement is unknown: not to be advertised as such."""
    flags: list[str]
    computed_category: Category
    rule_set: str


def categorise(home: Home, rule_set: RuleSet) -> Categorisation:
    """The category of the home under the rule set, its override (if any) put over the result."""
    answers = home.model_dump(exclude_unset=True, exclude={"rule_set", "override"})
    computed = categorise_answers(answers, rule_set)
    if home.override is None:
        return computed
    return _with_category(computed, home.override.category)


def categorise_answers(answers: Mapping[str, Any], rule_set: RuleSet) -> Categorisation:
    """The same for answers already validated: what was recorded, absent keys being unknown."""
    survey = Survey(answers)
    fired = _fired(survey, rule_set)
    flags = [flag.name for flag in rule_set.flags if flag.when(survey) is True]
    sections = {s: worst(rule.cap for rule in fired if rule.section == s) for s in SECTIONS}
    category = _overall(survey, sections)
    tested = len(survey.tested)
    return Categorisation(
        category=category,
        ordinal=category.ordinal,
        sections=sections,
        fired=[Fired(rule=r.number, section=r.section, cap=r.cap, why=r.why) for r in fired],
        unknown=sorted(survey.unknown),
        completeness=round(tested / ((tested + len(survey.unknown)) or 1), 4),
        provisional=_provisional(category, survey.unknown),
        flags=flags,
        computed_category=category,
        rule_set=rule_set.name,
    )


def _fired(survey: Survey, rule_set: RuleSet) -> list[Rule]:
    """The rules whose conditions hold; a blank after a stop point of the survey is forgiven."""
    fired: list[Rule] = []
    numbers: set[int] = set()
    for rule in rule_set.rules:
        if rule.when(survey) is True and not rule.not_after & numbers:
            fired.append(rule)
            numbers.add(rule.number)
    return fired


def _overall(survey: Survey, sections: Mapping[str, Category]) -> Category:
    """The worst section, with the easiest of the ways in; a blank that matters makes it G."""
    access = sections["main_access"]
    if _second_way_in(survey):
        access = better(access, sections["second_exit"])
    others = (c for s, c in sections.items() if s not in ("main_access", "second_exit"))
    return worst((access, *others))


def _second_way_in(survey: Survey) -> bool:
    """A second exit to the street helps once its steps are known: a blank is not step-free."""
    exit_ = ("second_exit",)
    return survey.peek((*exit_, "street_access")) is True and steps(survey, exit_) is not UNKNOWN


def _provisional(category: Category, unknown: set[str]) -> bool:
    rooms = ("/bathroom/", "/kitchen/")
    return category in _WHEELCHAIR and any(pointer.startswith(rooms) for pointer in unknown)


def _with_category(computed: Categorisation, category: Category) -> Categorisation:
    provisional = _provisional(category, set(computed.unknown))
    return computed.model_copy(
        update={"category": category, "ordinal": category.ordinal, "provisional": provisional}
    )
