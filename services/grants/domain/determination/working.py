"""The working: every step in order, with what it decided, its amount and its clause."""

from collections.abc import Iterator
from decimal import Decimal

from services.grants.domain.codes import Step
from services.grants.domain.determination import unasked, works
from services.grants.domain.determination.calculation import Calculation
from services.grants.domain.determination.discretionary import Help
from services.grants.domain.determination.findings import Findings
from services.grants.domain.determination.land_charges import demand
from services.grants.domain.mandatory import Mandatory
from services.grants.domain.outcome import Line


def lines(calculation: Calculation, act: Decimal) -> Iterator[Line]:
    """The whole working; `act` is what the Act alone would give, in pounds."""
    found, mandatory = calculation.found, calculation.mandatory
    yield from of_findings(found)
    yield from unasked.lines(found)
    yield from of_mandatory(found, mandatory)
    yield from of_statute(found, mandatory, act)
    yield from without_effect(found)
    yield from of_help(calculation.help_given)
    yield from of_total(calculation)


def of_findings(findings: Findings) -> Iterator[Line]:
    """Who and what: signposts and refusals, then the works one by one, then what is missing."""
    sources = findings.sources
    if findings.signpost:
        says = f"belongs to {findings.signpost.to}"
        yield Line(step="applicant", says=says, clause=findings.signpost.clause)
    elif findings.advice:
        says = f"advice: {findings.advice.to} may carry out or pay for the works"
        yield Line(step="applicant", says=says, clause=findings.advice.clause)
    for step, refusals in (
        ("applicant", findings.person),
        ("home", findings.home),
        ("works", findings.early),
    ):
        for refusal in refusals:
            yield Line(step=step, says=refusal.meaning, clause=sources.refusal(refusal))
    if not findings.person and not findings.signpost:
        yield Line(step="applicant", says="may apply", clause=findings.rules.mandatory.clause)
    share = findings.case.dwelling.common_parts_share
    yield from works.working(findings.scheme, share, sources)
    yield from _lateness(findings)
    for missing in findings.missing:
        about = f" for {missing.of}" if missing.of else ""
        yield Line(step="application", says=f"lacks {missing.code}{about}", clause=missing.clause)


def _lateness(findings: Findings) -> Iterator[Line]:
    """A decision that is due by now: six months after the application (section 34)."""
    limit, case = findings.sources.time("decision"), findings.case
    if limit and case.decided_on > limit.after(case.applied_on):
        says = f"decided later than {limit.after(case.applied_on)}, when it was due"
        yield Line(step="application", says=says, clause=limit.clause)


def of_mandatory(findings: Findings, mandatory: Mandatory) -> Iterator[Line]:
    """The amount in the order of B111: cost, maximum, reduction, insurance, grant."""
    case = findings.case
    yield _step(findings, "estimated_expense", "estimated expense", mandatory.expense)
    if not mandatory.granted:
        return
    if mandatory.expense > mandatory.eligible_cost:
        yield _step(findings, "maximum", "limited to the maximum", mandatory.eligible_cost)
    if case.applicant.kind == "landlord":
        says = "less what the higher rent is worth"
        yield _step(findings, "rent_effect", says, -mandatory.deduction)
    else:
        says = f"less the reduction of the means test ({case.means_test.outcome})"
        yield _step(findings, "reduction", says, -mandatory.deduction)
    if case.insurance:
        yield _step(findings, "insurance", "less what an insurer pays", -case.insurance)
    if mandatory.nil_grant:
        yield _step(findings, "nil_grant", "approved, with nothing to pay", mandatory.amount)
    else:
        clause = findings.rules.mandatory.clause
        yield Line(step="mandatory", says="granted", amount=mandatory.amount, clause=clause)


def of_statute(findings: Findings, mandatory: Mandatory, act: Decimal) -> Iterator[Line]:
    """Where the local outcome differs: what the Act alone would have given."""
    if act != mandatory.amount:
        says = f"the Act alone would give {act:.2f}; the local policy makes this difference"
        clause = findings.rules.mandatory.clause
        yield Line(step="statutory", says=says, amount=mandatory.amount - act, clause=clause)


def without_effect(findings: Findings) -> Iterator[Line]:
    """Local rules that would keep from the applicant what the Act gives."""
    if findings.signpost:
        return
    for local in findings.rules.without_effect:
        if local.when in findings.situation:
            says = f"'{local.rule}' has no effect: {local.prevails}"
            yield Line(step="statutory", says=says, clause=local.clause)
    test = findings.case.means_test
    if test.reduction > test.contribution:
        says = f"a local reduction of {test.reduction:.2f} has no effect above the Act's"
        yield _step(findings, "reduction", says, test.contribution)


def of_help(help_given: Help) -> Iterator[Line]:
    """Each discretionary award with its limit, and each help declined with the reason."""
    for given in help_given.given:
        offer = given.offer
        most = "" if offer.limit.amount is None else f", limit {offer.limit.amount:.2f}"
        says = f"awarded{most}" + (", the rest needs approval" if given.above_limit else "")
        yield Line(step=offer.kind, says=says, amount=given.amount, clause=offer.limit.clause)
    for declined in help_given.declined:
        says = f"declined: {declined.reason.meaning}"
        yield Line(step=declined.kind, says=says, clause=declined.clause)


def of_total(calculation: Calculation) -> Iterator[Line]:
    """What the applicant pays of the scheme, and what is charged on the home."""
    findings, mandatory, pays = calculation.found, calculation.mandatory, calculation.applicant_pays
    clause = findings.sources.step("reduction")
    yield Line(step="applicant_pays", says="the rest of the scheme", amount=pays, clause=clause)
    if findings.owner and not findings.chargeable:
        clause = findings.sources.step("foster_placement")
        yield Line(step="land_charge", says="none, for a long-term placement", clause=clause)
    elif findings.owner and mandatory.amount:
        consent = findings.statute.repayment
        most, says = demand(mandatory.amount, consent), "the most of the mandatory grant"
        yield Line(step="land_charge", says=says, amount=most, clause=consent.clause)
    if beyond := findings.scheme.beyond:
        says = "the applicant's own choice, above the scheme"
        clause = findings.sources.step("preferred_scheme")
        yield Line(step="beyond_the_scheme", says=says, amount=beyond, clause=clause)
    for charge in calculation.land_charges:
        where = ", on the new home" if charge.home == "new" else ""
        says = f"for {charge.years} years on {', '.join(charge.on)}{where}"
        yield Line(step="land_charge", says=says, amount=charge.amount, clause=charge.clause)


def _step(findings: Findings, step: Step, says: str, amount: Decimal) -> Line:
    return Line(step=step, says=says, amount=amount, clause=findings.sources.step(step))
