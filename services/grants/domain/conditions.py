"""What the awards are subject to (guidance 5.31, B122 to B138, and the district's own).

Recovering equipment (B126), nominating tenants (B127) and the like are powers: they are conditions
where a district's policy takes them up.
"""

from collections.abc import Iterator

from services.grants.domain.codes import Condition
from services.grants.domain.determination import Cited
from services.grants.domain.discretionary import Help
from services.grants.domain.findings import Findings
from services.grants.domain.policy import ConditionRule
from services.grants.domain.situation import Trigger


def of(findings: Findings, help_given: Help, *, pays: bool, charged: bool) -> Iterator[Cited]:
    """The conditions, the district's clause before the law's; then those of single offers."""
    situation = findings.situation | _decided(pays=pays, charged=charged)
    rules = findings.rules
    by_code: dict[Condition, ConditionRule] = {
        rule.condition: rule
        for rule in (*findings.statute.conditions, *rules.conditions, *rules.added_conditions)
        if rule.when in situation
    }
    if findings.outcome == "approved" or help_given.given:
        for code, rule in by_code.items():
            yield Cited(code=code, clause=rule.clause)
    for given in help_given.given:
        for own in given.offer.conditions:
            yield Cited(code=own.condition, clause=own.clause, of=given.offer.kind)


def _decided(*, pays: bool, charged: bool) -> frozenset[Trigger]:
    applicant_pays: frozenset[Trigger] = frozenset({"applicant_pays"}) if pays else frozenset()
    return applicant_pays | (frozenset({"land_charge"}) if charged else frozenset())
