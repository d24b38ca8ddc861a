"""The working: every step in order, with what it decided, its amount and its clause."""

from collections.abc import Iterator
from decimal import Decimal

from services.grants.domain import works
from services.grants.domain.determination import LandCharge, Line
from services.grants.domain.discretionary import Help
from services.grants.domain.findings import Findings
from services.grants.domain.land_charges import demand
from services.grants.domain.mandatory import Mandatory
from services.grants.domain.sources import clause_of
from shared.policies import Entry


def of_findings(findings: Findings) -> Iterator[Line]:
    """Who and what: signposts and refusals, then the works one by one, then what is missing."""
    rules, statute = findings.rules, findings.statute
    if findings.signpost:
        says = f"belongs to {findings.signpost.to}"
        yield Line(step="applicant", says=says, clause=findings.signpost.clause)
    for step, refusals in (
        ("applicant", findings.person),
        ("home", findings.home),
        ("works", findings.early),
    ):
        for refusal in refusals:
            clause = clause_of(refusal, rules, statute)
            yield Line(step=step, says=refusal.meaning, clause=clause)
    if not findings.person and not findings.signpost:
        yield Line(step="applicant", says="may apply", clause=rules.mandatory.clause)
    yield from works.working(findings.scheme, rules, statute)
    for missing in findings.missing:
        about = f" for {missing.of}" if missing.of else ""
        yield Line(step="application", says=f"lacks {missing.code}{about}", clause=missing.clause)


def of_mandatory(findings: Findings, mandatory: Mandatory) -> Iterator[Line]:
    """The amount in the order of B111: cost, maximum, reduction, insurance, grant."""
    statute, case = findings.statute, findings.case
    yield _line("estimated_expense", "estimated expense", mandatory.expense, statute.lowest_cost)
    if not mandatory.granted:
        return
    if mandatory.expense > mandatory.eligible_cost:
        yield _line("maximum", "limited to the maximum", mandatory.eligible_cost, statute.maximum)
    if case.applicant.kind == "landlord":
        says = "less what the higher rent is worth"
        yield _line("deduction", says, -mandatory.deduction, statute.rent_effect)
    else:
        says = f"less the reduction of the means test ({case.means_test.outcome})"
        yield _line("deduction", says, -mandatory.deduction, statute.reduction)
    if case.insurance:
        yield _line("insurance", "less what an insurer pays", -case.insurance, statute.insurance)
    says = "nil grant: approved, nothing to pay" if mandatory.nil_grant else "mandatory grant"
    source = statute.nil_grant if mandatory.nil_grant else findings.rules.mandatory
    yield _line("mandatory", says, mandatory.amount, source)


def of_statute(findings: Findings, mandatory: Mandatory, act: Decimal) -> Iterator[Line]:
    """Where the local outcome differs: what the Act alone would have given."""
    if act != mandatory.amount:
        says = f"the Act alone would give {act:.2f}; the local policy makes this difference"
        yield _line("statutory", says, mandatory.amount - act, findings.rules.mandatory)


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


def of_total(
    findings: Findings, mandatory: Mandatory, charges: tuple[LandCharge, ...], pays: Decimal
) -> Iterator[Line]:
    """What the applicant pays of the scheme, and what is charged on the home."""
    yield _line("applicant_pays", "the rest of the scheme", pays, findings.statute.reduction)
    if findings.owner and not findings.chargeable:
        fosterers = findings.rules.no_charge_for_fosterers
        source = fosterers or findings.statute.no_charge_for_fosterers
        says = "none, for a long-term foster placement"
        yield Line(step="land_charge", says=says, clause=source.clause)
    elif findings.owner and mandatory.amount:
        consent = findings.statute.repayment
        most = demand(mandatory.amount, consent)
        yield _line("land_charge", "the most of the mandatory grant", most, consent)
    for charge in charges:
        says = f"for {charge.years} years on {', '.join(charge.on)}"
        yield Line(step="land_charge", says=says, amount=charge.amount, clause=charge.clause)


def _line(step: str, says: str, amount: Decimal, source: Entry) -> Line:
    return Line(step=step, says=says, amount=amount, clause=source.clause)
