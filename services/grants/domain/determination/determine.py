"""The determination of one case under one policy, over what the law fixes for every authority."""

from collections.abc import Iterator

from services.grants.domain.determination import (
    conditions,
    deadlines,
    discretionary,
    findings,
    working,
)
from services.grants.domain.determination.calculation import Calculation, calculate, under_the_act
from services.grants.domain.facts.case import Case
from services.grants.domain.outcome import Award, Determination, Statutory
from services.grants.domain.policy.rules import GrantsPolicy
from services.grants.domain.policy.statute import StatutoryBase


def determine(case: Case, policy: GrantsPolicy, statute: StatutoryBase) -> Determination:
    """Decide a case and set the decision out: awards, conditions, reasons, and the working.

    `policy` and `statute` are those in force on the date of application. Pure: the same facts
    give the same determination for ever.
    """
    calculation = calculate(case, policy.rules, statute)
    found = calculation.found
    act = under_the_act(found)
    return Determination(
        outcome=calculation.outcome,
        signposted_to=calculation.signposted_to,
        estimated_expense=calculation.estimated_expense,
        awards=tuple(_awards(calculation)),
        declined=calculation.help_given.declined,
        mandatory_grant=calculation.mandatory.amount,
        total_award=calculation.mandatory.amount + calculation.discretionary,
        applicant_pays=calculation.applicant_pays,
        beyond_the_scheme=found.scheme.beyond,
        land_charges=calculation.land_charges,
        approvals_needed=tuple(discretionary.approvals(calculation.help_given)),
        conditions=tuple(conditions.of(calculation)),
        deadlines=tuple(deadlines.of(calculation)),
        missing=found.missing if calculation.outcome == "incomplete" else (),
        reasons=tuple(findings.reasons(found)),
        statutory=Statutory(mandatory_grant=act),
        policy_version=policy.version,
        working=tuple(working.lines(calculation, act)),
    )


def _awards(calculation: Calculation) -> Iterator[Award]:
    if calculation.mandatory.amount:
        clause = calculation.found.rules.mandatory.clause
        yield Award(kind="mandatory", amount=calculation.mandatory.amount, clause=clause)
    for given in calculation.help_given.given:
        yield Award(kind=given.offer.kind, amount=given.amount, clause=given.offer.clause)
