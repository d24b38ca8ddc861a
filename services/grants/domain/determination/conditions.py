"""What the awards are subject to (guidance 5.31, B122 to B138, and the district's own).

Recovering equipment (B126), nominating tenants (B127) and the like are powers: they are conditions
where a district's policy takes them up.
"""

from collections.abc import Iterator

from services.grants.domain.codes import Condition, Trigger
from services.grants.domain.determination.calculation import Calculation
from services.grants.domain.determination.findings import Findings
from services.grants.domain.outcome import Cited
from services.grants.domain.policy.entries import ConditionRule


def of(calculation: Calculation) -> Iterator[Cited]:
    """The conditions, the district's clause before the law's; then those of single offers."""
    found, given_help = calculation.found, calculation.help_given.given
    if found.outcome == "approved" or given_help:
        for code, rule in _by_code(found, _decided(calculation)).items():
            yield Cited(code=code, clause=rule.clause)
    for given in given_help:
        for own in given.offer.conditions:
            if own.when == "always" or given.equity_released:
                yield Cited(code=own.condition, clause=own.clause, of=given.offer.kind)


def _by_code(found: Findings, situation: frozenset[Trigger]) -> dict[Condition, ConditionRule]:
    rules, law = found.rules, found.statute.conditions
    return {
        rule.condition: rule
        for rule in (*law, *rules.conditions, *rules.added_conditions)
        if rule.when in situation
    }


def _decided(calculation: Calculation) -> frozenset[Trigger]:
    """The case's situations, with those that only the decision brings about."""
    brought: dict[Trigger, bool] = {
        "applicant_pays": bool(calculation.applicant_pays),
        "land_charge": bool(calculation.land_charges),
    }
    return calculation.situation | {name for name, held in brought.items() if held}
