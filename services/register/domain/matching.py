"""Whether a home suits a need, by domain and with reasons.

Every hard need is met, adaptable, unmet or to be verified. An unknown is to be verified: it never
meets a need and never fails one. An officer decides; a verdict only puts homes in order.
"""

from collections.abc import Iterable, Iterator

from services.register.domain.categories import is_worse, ordinal
from services.register.domain.fitting import (
    Finding,
    HomeFacts,
    Match,
    MatchingPolicy,
    Measure,
    Status,
    Verdict,
)
from services.register.domain.needs import Need, Requirement
from services.register.domain.prices import Cost
from services.register.domain.remedies import in_the_way, remedied, to_verify
from services.register.domain.survey import UNKNOWN, Survey
from shared.contracts.codes import AccessCategory


def match(need: Need, home: HomeFacts, policy: MatchingPolicy) -> Match:
    """The home's verdict for the need, with a finding for every domain that was looked at."""
    findings = [
        *_household(need, home),
        *_must_nots(need, home, policy),
        *_category(need.category, home, policy),
        *(_requirement(asked, home, policy) for asked in need.requirements),
    ]
    works = sorted(
        {f.adaptation for f in findings if f.status is Status.ADAPTABLE and f.adaptation}
    )
    cost = policy.cost(works)
    findings.extend(_works(works, cost, home, policy))
    return Match(
        need=need.id,
        home=home.id,
        verdict=_verdict(findings, cost, policy),
        findings=findings,
        adaptations=works,
        cost=cost,
        waste=waste(need.category, home.category),
        preference=_preference(need, home, policy),
        spare_bedrooms=max(0, (home.home.bedrooms or 0) - need.bedrooms),
    )


def waste(needed: AccessCategory, has: AccessCategory) -> int:
    """How far a home is better adapted than the need: the same home may be another's only one."""
    return max(0, ordinal(needed) - ordinal(has))


def _household(need: Need, home: HomeFacts) -> Iterator[Finding]:
    """Where it is, whose it is, and whether the household fits in."""
    yield _plain("neighbourhood", home.district in need.areas or not need.areas, "district")
    landlord = home.home.landlord
    kind = landlord.kind if landlord else None
    if need.tenures:
        yield _plain("tenure", None if kind is None else kind in need.tenures, "landlord")
    yield _room("bedrooms", home.home.bedrooms, need.bedrooms, home)
    yield _room("bed_spaces", home.home.bed_spaces, need.household_size, home)


def _room(name: str, has: int | None, needed: int, home: HomeFacts) -> Finding:
    recorded_ = name in home.home.model_fields_set
    return _plain(
        "bedroom", (has or 0) >= needed if recorded_ else None, f"{name}: {needed} needed"
    )


def _plain(domain: str, holds: bool | None, why: str) -> Finding:
    """A need that no works can answer: met, not met, or not known."""
    status = Status.VERIFY if holds is None else Status.MET if holds else Status.UNMET
    return Finding(domain=domain, status=status, why=why)


def _must_nots(need: Need, home: HomeFacts, policy: MatchingPolicy) -> Iterator[Finding]:
    for name in need.must_nots:
        must_not = policy.must_nots[name]
        has = must_not.when(home.survey)
        yield _plain(must_not.domain, None if has is UNKNOWN else not has, f"must not have: {name}")


def _category(needed: AccessCategory, home: HomeFacts, policy: MatchingPolicy) -> list[Finding]:
    """A finding for each domain of the rules: does the home come up to the category needed?"""
    short = shortfalls(needed, home, policy)
    if home.home.override:
        return short or [_plain("survey", True, "category set by hand")]
    spoken_of = {finding.domain for finding in short}
    met = [d for d in dict.fromkeys(policy.domains.values()) if d not in spoken_of]
    return [*short, *(_plain(domain, True, f"category {needed}") for domain in met)]


def shortfalls(needed: AccessCategory, home: HomeFacts, policy: MatchingPolicy) -> list[Finding]:
    """What keeps the home from the category, with the works that would answer it."""
    if home.home.override:
        short = is_worse(home.category, needed)
        return [_plain("survey", False, "category set by hand")] if short else []
    obstacles = in_the_way(home.evaluation, needed)
    return [
        *remedied(obstacles.fired, needed, home, policy),
        *(to_verify(rule, policy) for rule in obstacles.undecided),
    ]


def _requirement(asked: Requirement, home: HomeFacts, policy: MatchingPolicy) -> Finding:
    """A measurement asked for by itself, beside the category."""
    measure = policy.measures[asked.measure]
    status, adaptation = _answer(asked, measure, home, policy)
    why = f"{asked.measure} {asked.operator.replace('_', ' ')} {asked.value}"
    return Finding(domain=measure.domain, status=status, why=why, adaptation=adaptation)


def _answer(
    asked: Requirement, measure: Measure, home: HomeFacts, policy: MatchingPolicy
) -> tuple[Status, str | None]:
    value = measure.value(home.survey)
    if value is UNKNOWN:
        return Status.VERIFY, None
    if value is not None and asked.holds(int(value)):
        return Status.MET, None
    works = policy.catalogue.get(measure.adaptation or "")
    if works is None:
        return Status.UNMET, None
    feasible = home.allows(works)
    after = measure.value(Survey(works.applied(home.answers)))
    if feasible is False or not isinstance(after, int) or not asked.holds(int(after)):
        return Status.UNMET, None
    return (Status.VERIFY if feasible is UNKNOWN else Status.ADAPTABLE), works.code


def _works(
    works: list[str], cost: Cost | None, home: HomeFacts, policy: MatchingPolicy
) -> Iterator[Finding]:
    """Whether the works together may be done: the landlord's consent and the policy's limit."""
    if not works:
        return
    if home.consents_to_adaptation is False:
        yield _plain("consent", False, "the landlord does not consent to adaptations")
    within = None if cost is None else cost.mid <= policy.limit_in(home.district)
    if not within:
        yield _plain("cost", within, f"within {policy.limit_text(home.district)}")


def _verdict(findings: Iterable[Finding], cost: Cost | None, policy: MatchingPolicy) -> Verdict:
    statuses = {finding.status for finding in findings}
    if Status.UNMET in statuses:
        return Verdict.UNSUITABLE
    if Status.VERIFY in statuses:
        return Verdict.VERIFY
    if Status.ADAPTABLE not in statuses:
        return Verdict.SUITABLE
    minor = cost is not None and cost.mid <= policy.minor_limit
    return Verdict.SUITABLE_WITH_MINOR_WORKS if minor else Verdict.ADAPTABLE


def _preference(need: Need, home: HomeFacts, policy: MatchingPolicy) -> int:
    survey = home.survey
    return sum(
        preference.weight
        for preference in need.preferences
        if isinstance(value := policy.measures[preference.measure].value(survey), int)
        and preference.holds(int(value))
    )
