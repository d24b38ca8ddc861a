"""What matching goes by: a home's facts, a district's policy, and the values of an answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from services.register.domain.adaptations import Adaptation, adapted
from services.register.domain.categorising import Evaluation, evaluate, evaluate_again, recorded
from services.register.domain.criteria import Criterion, Term, criterion, term
from services.register.domain.home import Home
from services.register.domain.prices import Cost, PriceBook
from services.register.domain.rule_sets import RuleSet
from services.register.domain.survey import Survey, Truth
from shared.contracts.codes import AccessCategory
from shared.policies import Entry
from shared.schema import Model


class Status(StrEnum):
    MET = "met"
    ADAPTABLE = "adaptable"
    VERIFY = "verify"
    UNMET = "unmet"


class Verdict(StrEnum):
    """Best first."""

    SUITABLE = "suitable"
    SUITABLE_WITH_MINOR_WORKS = "suitable_with_minor_works"
    ADAPTABLE = "adaptable"
    VERIFY = "verify"
    UNSUITABLE = "unsuitable"


class Finding(Model):
    """What one domain of the need came to, and why."""

    domain: str
    """The part of the home, such as `bathroom` or `internal_doors`."""
    status: Status
    """Whether the home meets the need there."""
    why: str
    """The reason in a sentence, for the officer and the family."""
    rule: int | None = None
    """Number of the rule of the guide that decides; null where no single one does."""
    adaptation: str | None = None
    """Works of the catalogue that would put it right, by code; null where none is needed or known.
    """


class Match(Model):
    need: str
    """The household, by its case."""
    home: str
    """The home, by its number in the register."""
    verdict: Verdict
    """How well the home meets the need."""
    findings: list[Finding]
    """What each domain of the need came to, and why."""
    adaptations: list[str]
    """Works of the catalogue that the home would need, by code."""
    cost: Cost | None
    """Of the adaptations; None where one of them has to be quoted for."""
    waste: int
    """By how many categories the home is better than the need."""
    preference: int
    """Weight of the preferences that the home meets."""
    spare_bedrooms: int
    """Bedrooms beyond those that the household needs."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measurement that a need may ask for."""

    name: str
    domain: str
    value: Term
    adaptation: str | None


@dataclass(frozen=True, slots=True)
class MustNot:
    domain: str
    when: Criterion


class AdaptableLimit(Entry):
    """The cost up to which adapting a home of the district is within its policy."""

    amount: Decimal
    """Pounds: the mandatory grant with the top-up."""


@dataclass(frozen=True)
class MatchingPolicy:
    """The rules, data and limits by which the county matches."""

    rule_set: RuleSet
    domains: Mapping[int, str]
    """The domain of each rule."""
    measures: Mapping[str, Measure]
    must_nots: Mapping[str, MustNot]
    catalogue: Mapping[str, Adaptation]
    prices: PriceBook
    minor_limit: Decimal
    """Cost up to which adaptations are minor works, pounds."""
    adaptable_limit: Decimal
    """Cost up to which adapting is within the grant where no district's policy says more, pounds."""
    district_limits: Mapping[str, AdaptableLimit] = field(default_factory=dict)
    """By ONS code: what the policy of the district says, in which the home is."""

    @cached_property
    def remedies(self) -> Mapping[int, tuple[Adaptation, ...]]:
        """The adaptations that can answer each rule, the cheapest first, unpriced ones last."""
        return {
            number: tuple(
                sorted((a for a in self.catalogue.values() if number in a.answers), key=self._price)
            )
            for number in self.domains
        }

    def cost(self, works: Iterable[str]) -> Cost | None:
        """Of the adaptations together; None where one of them has to be quoted for."""
        return self.prices.cost(self.catalogue[work].price for work in works)

    def limit_in(self, district: str) -> Decimal:
        """Cost up to which adapting a home of the district is within policy, pounds."""
        own = self.district_limits.get(district)
        return own.amount if own else self.adaptable_limit

    def limit_text(self, district: str) -> str:
        """The limit for a home of the district, and whose it is."""
        own = self.district_limits.get(district)
        return f"{own.amount}, the limit of {own.clause}" if own else f"{self.adaptable_limit}"

    def is_beyond(self, works: Iterable[str], district: str) -> bool:
        """Whether the adaptations, all priced, cost more than the policy of the district allows."""
        return Decimal("Infinity") > self._sum(works) > self.limit_in(district)

    def _sum(self, works: Iterable[str]) -> Decimal:
        return sum((self._price(self.catalogue[work]) for work in works), Decimal(0))

    def _price(self, adaptation: Adaptation) -> Decimal:
        price = self.prices.items.get(adaptation.price)
        return price.mid if price else Decimal("Infinity")


@dataclass(frozen=True, eq=False)
class HomeFacts:
    """What matching needs to know of a home, its rules evaluated once for all needs."""

    id: str
    district: str
    """ONS code."""
    home: Home
    evaluation: Evaluation
    consents_to_adaptation: bool | None = None
    """Whether the landlord agrees to adaptations; None where not known."""

    _after: dict[frozenset[str], Evaluation] = field(default_factory=dict, repr=False)
    _feasible: dict[str, Truth] = field(default_factory=dict, repr=False)

    def allows(self, adaptation: Adaptation) -> Truth:
        """Whether the adaptation can be done here, as far as the survey tells; kept likewise."""
        if adaptation.code not in self._feasible:
            self._feasible[adaptation.code] = adaptation.feasible(self.survey)
        return self._feasible[adaptation.code]

    def after(self, works: frozenset[str], policy: MatchingPolicy) -> Evaluation:
        """What the rules make of the home with these works done; kept, as needs ask alike."""
        if works not in self._after:
            chosen = [policy.catalogue[work] for work in sorted(works)]
            answers = adapted(self.answers, chosen)
            changed = frozenset[str]().union(*(adaptation.touches for adaptation in chosen))
            after = evaluate_again(self.evaluation, answers, changed, policy.rule_set)
            self._after[works] = after
        return self._after[works]

    @property
    def category(self) -> AccessCategory:
        override = self.home.override
        return override.category if override else self.evaluation.category

    @property
    def survey(self) -> Survey:
        return self.evaluation.survey

    @property
    def answers(self) -> Mapping[str, Any]:
        return self.survey.answers


def home_facts(
    home_id: str, district: str, home: Home, rule_set: RuleSet, *, consents: bool | None = None
) -> HomeFacts:
    """The facts of a surveyed home, its rules evaluated once for all needs."""
    return HomeFacts(home_id, district, home, evaluate(recorded(home), rule_set), consents)


def measures(document: Mapping[str, Any]) -> dict[str, Measure]:
    """The measurements of the parsed matching data, by name."""
    return {
        name: Measure(name, body["domain"], term(body["value"]), body.get("adaptation"))
        for name, body in document["measures"].items()
    }


def must_nots(document: Mapping[str, Any]) -> dict[str, MustNot]:
    return {
        name: MustNot(body["domain"], criterion(body["when"]))
        for name, body in document["must_nots"].items()
    }


def domains(document: Mapping[str, Any]) -> dict[int, str]:
    """The domain that each rule speaks of, by the rule's number."""
    return {rule: domain for domain, rules in document["domains"].items() for rule in rules}
