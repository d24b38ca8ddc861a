"""The determination of one case under one policy, over what the law fixes for every authority."""

from collections.abc import Iterator

from services.grants.domain.determination import (
    conditions,
    deadlines,
    discretionary,
    findings,
    working,
)
from services.grants.domain.determination.decision import Decision, reach, under_the_act
from services.grants.domain.facts.case import Case
from services.grants.domain.outcome import Award, Determination, Statutory
from services.grants.domain.policy.rules import GrantsPolicy
from services.grants.domain.policy.statute import StatutoryBase


def determine(case: Case, policy: GrantsPolicy, statute: StatutoryBase) -> Determination:
    """Decide a case and set the decision out: awards, conditions, reasons, and the working.

    `policy` and `statute` are those in force on the date of application. Pure: the same facts
    give the same determination for ever.
    """
    decision = reach(case, policy.rules, statute)
    found = decision.found
    act = under_the_act(found)
    return Determination(
        outcome=decision.outcome,
        signposted_to=decision.signposted_to,
        estimated_expense=decision.estimated_expense,
        awards=tuple(_awards(decision)),
        declined=decision.help_given.declined,
        mandatory_grant=decision.mandatory.amount,
        total_award=decision.mandatory.amount + decision.discretionary,
        applicant_pays=decision.applicant_pays,
        beyond_the_scheme=found.scheme.beyond,
        land_charges=decision.land_charges,
        approvals_needed=tuple(discretionary.approvals(decision.help_given)),
        conditions=tuple(conditions.of(decision)),
        deadlines=tuple(deadlines.of(decision)),
        missing=found.missing if decision.outcome == "incomplete" else (),
        reasons=tuple(findings.reasons(found)),
        statutory=Statutory(mandatory_grant=act),
        policy_version=policy.version,
        working=tuple(working.lines(decision, act)),
    )


def _awards(decision: Decision) -> Iterator[Award]:
    if decision.mandatory.amount:
        clause = decision.found.rules.mandatory.clause
        yield Award(kind="mandatory", amount=decision.mandatory.amount, clause=clause)
    for given in decision.help_given.given:
        yield Award(kind=given.offer.kind, amount=given.amount, clause=given.offer.clause)
