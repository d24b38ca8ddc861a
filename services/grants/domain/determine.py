"""The determination of one case under one policy, over what the law fixes for every authority."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from services.grants.domain import conditions, discretionary, findings, land_charges, working
from services.grants.domain.case import Case
from services.grants.domain.codes import AwardKind
from services.grants.domain.determination import Award, Determination, LandCharge, Statutory
from services.grants.domain.discretionary import Help, Purse
from services.grants.domain.findings import Findings
from services.grants.domain.mandatory import Mandatory, grant, no_grant
from services.grants.domain.policy import GrantsPolicy, StatutoryBase
from shared.money import NIL


def determine(case: Case, policy: GrantsPolicy, statute: StatutoryBase) -> Determination:
    """Decide a case: the mandatory grant (the Act), the discretionary help (the policy), the rest.

    `policy` and `statute` are those in force on the date of application. Pure: the same facts
    give the same determination for ever.
    """
    found = findings.find(case, policy.rules, statute)
    mandatory = _mandatory(found)
    purse = Purse(
        case=case,
        sources=found.sources,
        scheme=found.scheme,
        mandatory=mandatory,
        maximum=statute.maximum.amount,
        scheme_left=max(NIL, mandatory.expense - mandatory.amount - case.insurance),
    )
    return _assemble(found, policy.version, mandatory, discretionary.decide(purse, found.bars))


def _mandatory(found: Findings) -> Mandatory:
    expense, maximum = found.scheme.expense, found.statute.maximum.amount
    if found.outcome != "approved":
        return no_grant(expense, maximum, found.deduction)
    return grant(expense, maximum, found.deduction, found.case.insurance)


def _under_the_act(found: Findings) -> Decimal:
    """The mandatory grant in pounds, were there no local policy."""
    if findings.barred_by_the_act(found):
        return NIL
    expense, maximum = found.scheme.statutory_expense, found.statute.maximum.amount
    deduction = findings.statutory_deduction(found)
    return grant(expense, maximum, deduction, found.case.insurance).amount


def _assemble(
    found: Findings, version: str, mandatory: Mandatory, help_given: Help
) -> Determination:
    other = found.scheme.other_cost if help_given.covers_other_works else NIL
    expense = mandatory.expense + other
    towards = mandatory.amount + help_given.towards_scheme
    pays = max(NIL, expense - towards - found.case.insurance)
    awards = tuple(_awards(found, mandatory, help_given))
    charges = tuple(_land_charges(found, mandatory, help_given))
    act = _under_the_act(found)
    return Determination(
        outcome="nil_grant" if mandatory.nil_grant else found.outcome,
        signposted_to=found.signpost.to if found.signpost else None,
        estimated_expense=expense,
        awards=awards,
        declined=help_given.declined,
        mandatory_grant=mandatory.amount,
        total_award=sum((award.amount for award in awards), NIL),
        applicant_pays=pays,
        land_charges=charges,
        approvals_needed=tuple(discretionary.approvals(help_given)),
        conditions=tuple(conditions.of(found, help_given, pays=pays > NIL, charged=bool(charges))),
        missing=found.missing if found.outcome == "incomplete" else (),
        reasons=tuple(findings.reasons(found)),
        statutory=Statutory(mandatory_grant=act),
        policy_version=version,
        working=(
            *working.of_findings(found),
            *working.of_mandatory(found, mandatory),
            *working.of_statute(found, mandatory, act),
            *working.of_help(help_given),
            *working.of_total(found, mandatory, charges, pays),
        ),
    )


def _awards(found: Findings, mandatory: Mandatory, help_given: Help) -> Iterator[Award]:
    if mandatory.amount:
        clause = found.rules.mandatory.clause
        yield Award(kind="mandatory", amount=mandatory.amount, clause=clause)
    for given in help_given.given:
        yield Award(kind=given.offer.kind, amount=given.amount, clause=given.offer.clause)


def _land_charges(found: Findings, mandatory: Mandatory, help_given: Help) -> Iterator[LandCharge]:
    """Every award that counts towards a charge, charged by that charge's rule."""
    if not found.chargeable:
        return
    counted: dict[str, dict[AwardKind, Decimal]] = defaultdict(dict)
    awarded: list[tuple[str | None, AwardKind, Decimal]] = [
        (found.rules.mandatory.land_charge.charge, "mandatory", mandatory.amount),
        *((g.offer.land_charge.charge, g.offer.kind, g.amount) for g in help_given.given),
    ]
    for charge, kind, amount in awarded:
        if charge and amount:
            counted[charge][kind] = amount
    yield from land_charges.charges(counted, found.rules.charges, found.statute.repayment)
