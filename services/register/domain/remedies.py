"""What stands between a home and a category, and the cheapest works that would answer it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.register.domain.adaptations import Adaptation
from services.register.domain.categories import is_worse
from services.register.domain.categorising import Evaluation
from services.register.domain.fitting import Finding, HomeFacts, MatchingPolicy, Status
from services.register.domain.rule_sets import Rule
from services.register.domain.survey import UNKNOWN, Truth
from shared.contracts.codes import AccessCategory


class Obstacles(NamedTuple):
    """Rules with a cap worse than the category needed."""

    fired: list[Rule]
    undecided: list[Rule]


def in_the_way(evaluation: Evaluation, needed: AccessCategory) -> Obstacles:
    """The rules that keep a home from the category, of its two ways in only the easier one's."""
    fired = [rule for rule in evaluation.fired if is_worse(rule.cap, needed)]
    undecided = [rule for rule in evaluation.undecided if is_worse(rule.cap, needed)]
    harder = _harder_way_in(evaluation, fired, undecided)
    return Obstacles(
        [rule for rule in fired if rule.section != harder],
        [rule for rule in undecided if rule.section != harder],
    )


def _harder_way_in(evaluation: Evaluation, fired: Sequence[Rule], undecided: Sequence[Rule]) -> str:
    """The way in that need not be used: the second exit, unless it is the easier of the two."""
    if not evaluation.second_way_in:
        return "second_exit"

    def obstructed(way: str) -> int:
        if any(rule.section == way for rule in fired):
            return 2
        return int(any(rule.section == way for rule in undecided))

    easier = obstructed("second_exit") < obstructed("main_access")
    return "main_access" if easier else "second_exit"


def to_verify(rule: Rule, policy: MatchingPolicy) -> Finding:
    """A rule that turns on something not measured, or a blank of the survey."""
    domain = policy.domains[rule.number]
    return Finding(domain=domain, status=Status.VERIFY, why=f"{rule.why}?", rule=rule.number)


def remedied(
    rules: Sequence[Rule], needed: AccessCategory, home: HomeFacts, policy: MatchingPolicy
) -> list[Finding]:
    """Each rule in the way with an adaptation that answers it, where there is one.

    The works are tried together. Rules that come in the way only then (steps at the other door)
    are answered in turn; what the works leave in the way is unmet; and where the survey had stopped
    early, the rest of it has to be surveyed first. Nothing is tried once a rule has no remedy or the
    works are beyond the policy: the home is then unsuitable whatever else is done.
    """
    blanks = [rule for rule in rules if rule.cap is AccessCategory.G]
    answerable = [rule for rule in rules if rule.cap is not AccessCategory.G]
    findings = [*_choose(answerable, home, policy), *(to_verify(rule, policy) for rule in blanks)]
    while (works := _works(findings)) and not _hopeless(findings, works, home, policy):
        after = in_the_way(home.after(works, policy), needed)
        known = {finding.rule for finding in findings}
        new = [r for r in after.fired if r.number not in known and r.cap is not AccessCategory.G]
        if not new:
            return [*_tried(findings, after), *_unmeasured(after, needed, home, policy)]
        findings = [*findings, *_choose(new, home, policy)]
    return findings


def _works(findings: Sequence[Finding]) -> frozenset[str]:
    """The adaptations that the findings rest on."""
    return frozenset(
        f.adaptation for f in findings if f.status is Status.ADAPTABLE and f.adaptation
    )


def _hopeless(
    findings: Sequence[Finding], works: frozenset[str], home: HomeFacts, policy: MatchingPolicy
) -> bool:
    unmet = any(f.status is Status.UNMET for f in findings)
    return unmet or policy.is_beyond(works, home.district)


def _choose(rules: Sequence[Rule], home: HomeFacts, policy: MatchingPolicy) -> Iterator[Finding]:
    """The cheapest works for each rule, preferring works that another rule needs anyway."""
    options = {rule.number: _feasible(rule, home, policy) for rule in rules}
    chosen: set[str] = set()
    for rule in sorted(rules, key=lambda r: (len(options[r.number]), r.number)):
        works = sorted(options[rule.number], key=lambda option: option[0].code not in chosen)
        if not works:
            yield _finding(rule, Status.UNMET, None, policy)
            continue
        adaptation, truth = works[0]
        chosen.add(adaptation.code)
        status = Status.VERIFY if truth is UNKNOWN else Status.ADAPTABLE
        yield _finding(rule, status, adaptation.code, policy)


def _feasible(
    rule: Rule, home: HomeFacts, policy: MatchingPolicy
) -> list[tuple[Adaptation, Truth]]:
    """The works that can answer the rule here: the surely feasible first, then the cheapest."""
    options = [(a, home.allows(a)) for a in policy.remedies[rule.number]]
    possible = [(a, truth) for a, truth in options if truth is not False]
    return sorted(possible, key=lambda option: option[1] is UNKNOWN)


def _tried(findings: Sequence[Finding], after: Obstacles) -> Iterator[Finding]:
    """The findings after the works: a remedy that leaves its rule in the way is none."""
    stopped = any(rule.cap is AccessCategory.G for rule in after.fired)
    left = {rule.number for rule in after.fired}
    for finding in findings:
        if finding.status is not Status.ADAPTABLE:
            yield finding
        elif finding.rule in left:
            yield finding.model_copy(update={"status": Status.UNMET, "adaptation": None})
        else:
            status = Status.VERIFY if stopped else Status.ADAPTABLE
            yield finding.model_copy(update={"status": status})


def _unmeasured(
    after: Obstacles, needed: AccessCategory, home: HomeFacts, policy: MatchingPolicy
) -> Iterator[Finding]:
    """What turns on something not measured once the works are done, and did not before."""
    before = {rule.number for rule in in_the_way(home.evaluation, needed).undecided}
    return (to_verify(rule, policy) for rule in after.undecided if rule.number not in before)


def _finding(rule: Rule, status: Status, adaptation: str | None, policy: MatchingPolicy) -> Finding:
    return Finding(
        domain=policy.domains[rule.number],
        status=status,
        why=rule.why,
        rule=rule.number,
        adaptation=adaptation,
    )
