"""Which access category a surveyed home has, by the London Accessible Housing Register's rules.

Each rule whose criterion holds caps its section; the home has the worst category of its sections,
the easier of its two ways in counting for both (guide, Appendix 2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.register.domain.categories import better, ordinal, worst
from services.register.domain.home import Home
from services.register.domain.rule_sets import SECTIONS, Rule, RuleSet
from services.register.domain.survey import UNKNOWN, Survey, Truth
from services.register.domain.vocabulary import steps
from shared.contracts.codes import AccessCategory
from shared.schema import Model

WAYS_IN = ("main_access", "second_exit")

_WHEELCHAIR = (AccessCategory.A, AccessCategory.B)


class Fired(Model):
    rule: int
    """Number of the rule in the guide."""
    section: str
    """The section of the survey that it is about."""
    cap: AccessCategory
    """The best category that the rule leaves."""
    why: str
    """The reason in a sentence."""


class Categorisation(Model):
    """A category with everything that led to it."""

    category: AccessCategory
    """The category that holds: by the rules, or set by hand."""
    ordinal: int
    """The category as a number, 0 the best, to sort by."""
    sections: dict[str, AccessCategory]
    """What each section of the survey alone would allow, by its name."""
    fired: list[Fired]
    """Each rule that set a limit, with its reason."""
    unknown: list[str]
    """Pointers of measurements that would have been tested."""
    completeness: float
    """Measurements tested over those testable, 0 to 1."""
    provisional: bool
    """A or B though a bathroom or kitchen measurement is unknown: not to be advertised as such."""
    flags: list[str]
    """What an officer should look at, as a code such as `borderline`."""
    computed_category: AccessCategory
    """What the rules alone come to, whatever was set by hand."""
    rule_set: str
    """The set of rules that was applied."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the rules made of one survey."""

    fired: tuple[Rule, ...]
    undecided: tuple[Rule, ...]
    """Rules that turn on something not measured."""
    sections: Mapping[str, AccessCategory]
    category: AccessCategory
    second_way_in: bool
    """Whether the second exit is a way in from the street whose steps are known."""
    survey: Survey
    truths: tuple[Truth, ...]
    """Of each rule, in the order of the rule set."""


def recorded(home: Home) -> dict[str, Any]:
    """The survey's answers as recorded: absent keys stay absent."""
    return home.model_dump(exclude_unset=True, exclude={"rule_set", "override"})


def categorise(home: Home, rule_set: RuleSet) -> Categorisation:
    """The category of the home under the rule set, its override (if any) put over the result."""
    return categorisation(home, evaluate(recorded(home), rule_set), rule_set)


def categorisation(home: Home, evaluation: Evaluation, rule_set: RuleSet) -> Categorisation:
    """The category as an evaluation of the home gives it, before anything else was asked of it."""
    computed = evaluation.category
    category = home.override.category if home.override else computed
    survey = evaluation.survey
    tested = len(survey.tested)
    return Categorisation(
        category=category,
        ordinal=ordinal(category),
        sections=dict(evaluation.sections),
        fired=[
            Fired(rule=r.number, section=r.section, cap=r.cap, why=r.why) for r in evaluation.fired
        ],
        unknown=sorted(survey.unknown),
        completeness=round(tested / ((tested + len(survey.unknown)) or 1), 4),
        provisional=is_provisional(category, survey.unknown),
        flags=[flag.name for flag in rule_set.flags if flag.when(Survey(survey.answers)) is True],
        computed_category=computed,
        rule_set=rule_set.name,
    )


def evaluate(answers: Mapping[str, Any], rule_set: RuleSet) -> Evaluation:
    """Every rule over validated answers, of which absent ones are unknown."""
    survey = Survey(answers)
    return _settled(survey, rule_set, [rule.when(survey) for rule in rule_set.rules])


def evaluate_again(
    before: Evaluation, answers: Mapping[str, Any], changed: frozenset[str], rule_set: RuleSet
) -> Evaluation:
    """The same for answers that differ under the changed headings only: quicker, and alike."""
    survey = Survey(answers)
    truths = [
        rule.when(survey) if rule.reads & changed else truth
        for rule, truth in zip(rule_set.rules, before.truths, strict=True)
    ]
    return _settled(survey, rule_set, truths)


def _settled(survey: Survey, rule_set: RuleSet, truths: Sequence[Truth]) -> Evaluation:
    """The rules that hold and those that turn on an unknown, and the category that follows.

    A blank that comes after a stop point of the survey is forgiven.
    """
    fired: list[Rule] = []
    undecided: list[Rule] = []
    numbers: set[int] = set()
    for rule, truth in zip(rule_set.rules, truths, strict=True):
        if truth is UNKNOWN:
            undecided.append(rule)
        elif truth and not rule.not_after & numbers:
            fired.append(rule)
            numbers.add(rule.number)
    sections = dict.fromkeys(SECTIONS, AccessCategory.A)
    for rule in fired:
        sections[rule.section] = worst((sections[rule.section], rule.cap))
    second = _second_way_in(survey)
    return Evaluation(
        fired=tuple(fired),
        undecided=tuple(undecided),
        sections=sections,
        category=_overall(sections, second),
        second_way_in=second,
        survey=survey,
        truths=tuple(truths),
    )


def _overall(sections: Mapping[str, AccessCategory], second: bool) -> AccessCategory:
    """The worst section, with the easiest of the ways in; a blank that matters makes it G."""
    main, exit_ = (sections[way] for way in WAYS_IN)
    access = better(main, exit_) if second else main
    return worst((access, *(c for s, c in sections.items() if s not in WAYS_IN)))


def _second_way_in(survey: Survey) -> bool:
    """A second exit to the street helps once its steps are known: a blank is not step-free."""
    exit_ = ("second_exit",)
    return survey.at((*exit_, "street_access")) is True and steps(survey, exit_) is not UNKNOWN


def is_provisional(category: AccessCategory, unknown: set[str]) -> bool:
    rooms = ("/bathroom/", "/kitchen/")
    return category in _WHEELCHAIR and any(pointer.startswith(rooms) for pointer in unknown)
