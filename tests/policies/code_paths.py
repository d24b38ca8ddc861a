"""Rules that stand in code: where, and what the line says with the rule taken out."""

import ast
import types
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

G = "services.grants.domain.determination."
M = "services.means_test.domain."
R = "services.referral.domain."
P = "services.payments.domain."
C = "services.grants.domain.casework."
F = "services.forum."


class CodePath(NamedTuple):
    """A line of a function, and the same line without the rule."""

    module: str
    function: str
    line: str
    without: str


PATHS: dict[str, CodePath] = {
    "own money is not declared": CodePath(
        F + "measuring.districts", "used", "if row.fund == GOVERNMENT:", "if True:"
    ),
    "who was reached, beside who asked": CodePath(
        F + "domain.equality",
        "_answers",
        "for each in of}",
        'for each in of if each.asked_at == "enquiry"}',
    ),
    "the contract is the applicant's": CodePath(
        C + "notices", "notice", "contract=_CONTRACT,", "contract=(),"
    ),
    "social care has to help": CodePath(
        C + "notices",
        "_social_care",
        'if made.outcome == "approved" and not (made.reasons or made.applicant_pays):',
        "if True:",
    ),
    "points for a yes": CodePath(
        R + "priority.points", "Count.reasons", "if answers[why.code]:", "if False:"
    ),
    "need gives the group": CodePath(
        R + "priority.groups", "group_of_need", "return min(holding,", "return max(holding,"
    ),
    "only with a mandatory application": CodePath(
        G + "offers",
        "_closed",
        "tied = sources.rules.only_with_mandatory",
        "tied = None",
    ),
    "a preliminary test comes first": CodePath(
        M + "life", "awaited", "return _NEXT[State(state)]", "return None"
    ),
    "the formal test is of the application": CodePath(
        M + "life", "after", "if to is None:", "if to is None and step is not Step.TEST:"
    ),
    "reduction comes off the maximum": CodePath(
        "services.grants.domain.mandatory",
        "grant",
        "amount = max(NIL, eligible_cost - deduction - insurance)",
        "amount = max(NIL, min(maximum, expense - deduction) - insurance)",
    ),
    "reduction": CodePath(
        "services.grants.domain.mandatory",
        "grant",
        "eligible_cost - deduction - insurance",
        "eligible_cost - insurance",
    ),
    "maximum": CodePath(
        "services.grants.domain.mandatory",
        "grant",
        "eligible_cost = min(expense, maximum)",
        "eligible_cost = expense",
    ),
    "insurance": CodePath(
        "services.grants.domain.mandatory",
        "grant",
        "eligible_cost - deduction - insurance",
        "eligible_cost - deduction",
    ),
    "nil grant": CodePath(
        "services.grants.domain.mandatory",
        "Mandatory.nil_grant",
        "return self.granted and",
        "return False and",
    ),
    "higher rent": CodePath(
        G + "findings", "Findings.deduction", " + self.case.applicant.rent_effect", ""
    ),
    "a local test asks for no more": CodePath(
        "services.grants.domain.facts.case",
        "MeansTest.contribution",
        "min(self.reduction, self.under_the_act.reduction)",
        "self.reduction",
    ),
    "lowest estimate": CodePath(G + "works", "lowest", "return min(", "return max("),
    "preferred scheme": CodePath(
        G + "works",
        "cost",
        "(lowest(works), works.reasonable_price, works.preferred_scheme)",
        "(works.preferred_scheme or lowest(works), works.reasonable_price)",
    ),
    "beyond the scheme": CodePath(
        G + "works", "Scheme.beyond", "sum((item.beyond for item in self.eligible), NIL)", "NIL"
    ),
    "reasonable price": CodePath(
        G + "works",
        "cost",
        "(lowest(works), works.reasonable_price, works.preferred_scheme)",
        "(lowest(works), works.preferred_scheme)",
    ),
    "share of common parts": CodePath(
        G + "works", "_share", "amount if share == 1 else to_the_penny(amount * share)", "amount"
    ),
    "services and charges": CodePath(
        G + "works", "Scheme.expense", "works + self.services if", "works if"
    ),
    "each purpose by itself": CodePath(
        G + "works", "refusal_of", "any(found.values())", "all(found.values())"
    ),
    "a purpose is served": CodePath(
        G + "works",
        "refusal_of",
        "if not any(purpose in statute.purposes for purpose in works.purposes):",
        "if False:",
    ),
    "necessary and appropriate": CodePath(
        G + "works",
        "refusal_of",
        "if not (found if isinstance(found, bool) else any(found.values())):",
        "if False:",
    ),
    "reasonable and practicable": CodePath(
        G + "works", "refusal_of", "if not works.reasonable_and_practicable:", "if False:"
    ),
    "owner bound by law": CodePath(
        G + "works",
        "refusal_of",
        "works.owner_has_legal_duty and works.reasonable_for_owner_to_do",
        "False",
    ),
    "reasonable for the owner": CodePath(
        G + "works", "refusal_of", " and works.reasonable_for_owner_to_do", ""
    ),
    "different contractors": CodePath(
        G + "works",
        "missing_estimates",
        "len({estimate.contractor for estimate in item.works.estimates})",
        "len(item.works.estimates)",
    ),
    "one estimate for specialist works": CodePath(
        G + "works",
        "missing_estimates",
        "min(needed, estimates.specialist) if single else needed",
        "needed",
    ),
    "enough estimates": CodePath(
        G + "works",
        "missing_estimates",
        "in item.works.estimates}) < needed",
        "in item.works.estimates}) < 0",
    ),
    "public body": CodePath(G + "applicant", "of_person", "if applicant.public_body:", "if False:"),
    "person from abroad": CodePath(
        G + "applicant", "of_person", "if applicant.person_from_abroad:", "if False:"
    ),
    "disabled person from abroad": CodePath(
        G + "applicant", "of_person", "if disabled.person_from_abroad and", "if False and"
    ),
    "age": CodePath(
        G + "applicant", "of_person", "if applicant.age < statute.applicant_age.age:", "if False:"
    ),
    "interest": CodePath(G + "applicant", "of_person", "if interest is None:", "if False:"),
    "lease": CodePath(
        G + "applicant",
        "has_owners_interest",
        "years is None or years >= statute.lease.years",
        "True",
    ),
    "disabled": CodePath(G + "applicant", "of_person", "if not is_disabled(case):", "if False:"),
    "ownership disputed": CodePath(
        G + "applicant", "of_home", "if dwelling.ownership_disputed_or_in_probate:", "if False:"
    ),
    "a dwelling": CodePath(
        G + "applicant", "of_home", "if dwelling.kind in statute.not_dwellings.kinds:", "if False:"
    ),
    "main residence": CodePath(
        G + "applicant", "of_home", "if not dwelling.main_residence:", "if False:"
    ),
    "five years": CodePath(
        G + "applicant",
        "of_home",
        "if not dwelling.intends_five_years and dwelling.shorter_period_reason is None:",
        "if False:",
    ),
    "a shorter period": CodePath(
        G + "applicant", "of_home", " and dwelling.shorter_period_reason is None", ""
    ),
    "consent": CodePath(
        G + "applicant",
        "of_home",
        'case.applicant.landlord_consent == "refused" and',
        "False and",
    ),
    "consent unreasonably withheld": CodePath(
        G + "applicant",
        "of_home",
        'case.applicant.landlord_consent == "refused"',
        'case.applicant.landlord_consent != "given"',
    ),
    "certificate unreasonable to ask": CodePath(
        "services.grants.domain.policy.situation",
        "of_case",
        'case.applicant.landlord_consent != "unreasonably_withheld"',
        "True",
    ),
    "works completed": CodePath(
        G + "applicant", "of_works_state", 'if case.works_state == "completed":', "if False:"
    ),
    "works started": CodePath(
        G + "applicant",
        "of_works_state",
        'if case.works_state == "started" and not case.good_reason_for_early_start:',
        "if False:",
    ),
    "a good reason to start early": CodePath(
        G + "applicant", "of_works_state", " and not case.good_reason_for_early_start", ""
    ),
    "a dwelling elsewhere": CodePath(
        G + "applicant",
        "signpost",
        "if there is not None and there != case.authority:",
        "if False:",
    ),
    "advice beside an award": CodePath(
        G + "calculation", "Calculation.signposted_to", "pointed = found.advice", "pointed = None"
    ),
    "what is incomplete is not approved": CodePath(
        G + "findings",
        "_outcome",
        'return "incomplete" if missing else "approved"',
        'return "approved"',
    ),
    "prospective owner": CodePath(
        G + "documents",
        "missing",
        'owner_interest == "proposes_to_acquire"',
        'owner_interest == ""',
    ),
    "documents": CodePath(
        G + "documents", "missing", 'if _state(rule, case) == "missing":', "if False:"
    ),
    "what shows it": CodePath(
        G + "documents", "_supplied", "(rule.document, *rule.satisfied_by)", "(rule.document,)"
    ),
    "waived": CodePath(
        G + "documents",
        "_state",
        "rule.waived_by is not None and rule.document in case.waived",
        "False",
    ),
    "reasons": CodePath(
        G + "determine", "determine", "reasons=tuple(findings.reasons(found))", "reasons=()"
    ),
    "conditions": CodePath(
        G + "determine",
        "determine",
        "conditions=tuple(conditions.of(calculation))",
        "conditions=()",
    ),
    "deadlines": CodePath(
        G + "determine", "determine", "deadlines=tuple(deadlines.of(calculation))", "deadlines=()"
    ),
    "extension": CodePath(G + "deadlines", "_deadline", 'if limit == "extension":', "if False:"),
    "late": CodePath(
        G + "working",
        "_lateness",
        "if limit and case.decided_on > limit.after(case.applied_on):",
        "if False:",
    ),
    "funds": CodePath(
        G + "offers", "_closed", "if not ask.case.discretionary_funds_available:", "if False:"
    ),
    "tied to an application": CodePath(
        G + "offers", "_closed", "if tied and not ask.case.works and not offer.alone:", "if False:"
    ),
    "help stands alone": CodePath(
        G + "offers",
        "_closed",
        "if tied and not ask.case.works and not offer.alone:",
        "if not ask.case.works and not offer.alone:\n        tied = tied or sources.rules.mandatory",
    ),
    "individual consideration": CodePath(
        G + "offers", "decline", 'None if reason in _PLAIN else sources.step("exceptions")', "None"
    ),
    "eligible for a grant": CodePath(G + "offers", "_barred", "if bars.person:", "if False:"),
    "begun works": CodePath(
        G + "offers", "_barred", "ask.asked.kind in SCHEME_HELP and bars.works", "False"
    ),
    "foster placement": CodePath(
        G + "findings",
        "Findings.chargeable",
        "self.owner and not self.case.applicant.long_term_foster_carer",
        "self.owner",
    ),
    "owners alone": CodePath(
        G + "calculation", "calculate", "if found.chargeable else ()", "if True else ()"
    ),
    "most that may be demanded": CodePath(
        G + "land_charges",
        "demand",
        "min(max(NIL, mandatory - consent.above), consent.most)",
        "mandatory",
    ),
    "charged on owner-occupiers": CodePath(
        G + "calculation", "_land_charges", 'occupies or on.whom == "owners"', "True"
    ),
    "borne once": CodePath(
        G + "discretionary",
        "help_for",
        "unborne = max(NIL, purse.case.means_test.contribution - purse.mandatory.borne)",
        "unborne = NIL",
    ),
    "approvals": CodePath(
        G + "discretionary", "approvals", 'rule.when == "always" or given.above_limit', "False"
    ),
    "adding needs of several": CodePath(
        G + "works", "Scheme.eligible", "if item.refusal is None", "if True"
    ),
    "a charge is a condition": CodePath(
        G + "conditions",
        "_decided",
        '"land_charge": bool(calculation.land_charges)',
        '"land_charge": False',
    ),
    "a policy holds from its day": CodePath(
        "shared.policies",
        "_in_force",
        "[day for day in _dates(folder) if day <= on]",
        "list(_dates(folder))",
    ),
    "a child is not tested": CodePath(
        M + "relevant_persons", "_is_tested", "if person.id in sheet.roll.minors:", "if False:"
    ),
    "landlords are not tested": CodePath(
        M + "assessment", "_test", 'certificate == "landlord"', 'certificate == "nobody"'
    ),
    "resources above the amount": CodePath(
        M + "reduction", "_excess", "-amount, EXCESS", "-amount * 0, EXCESS"
    ),
    "tenants' loans": CodePath(
        M + "bands",
        "reduce_by_bands",
        'if certificate == "owner" else _tenants(sheet.figures)',
        "if True else ()",
    ),
    "the means of others": CodePath(
        M + "assessment", "_left_out", "if part.of not in counted:", "if False:"
    ),
    "passports": CodePath(
        M + "passports", "_own", "if benefit in sheet.figures.passports:", "if False:"
    ),
    "tax credits below the limit": CodePath(
        M + "passports", "_tax_credits", "person.tax_credit_income >= limit.value", "False"
    ),
    "local passports": CodePath(
        M + "passports", "_local", "if passport.benefit in family.relevant.receives:", "if False:"
    ),
    "local exemption": CodePath(
        M + "relevant_persons", "_locally_exempt", "sheet.roll.ages[person.id] < below.age", "False"
    ),
    "earlier grants": CodePath(
        M + "earlier_grants", "deduct_earlier", "amount = Fraction(grant.reduction)", "amount = NIL"
    ),
    "look-back": CodePath(
        M + "earlier_grants",
        "_why_not",
        "if grant.made_on < _years_before(",
        "if grant.made_on < _years_before(application.made_on, 99) and grant.made_on < _years_before(",
    ),
    "earlier works were done": CodePath(
        M + "earlier_grants",
        "_why_not",
        "if not (grant.grant_paid or grant.works_satisfactory):",
        "if False:",
    ),
    "complexity": CodePath(
        R + "screening",
        "triage",
        "screening.major_adaptation and screening.complicated_situation",
        "screening.major_adaptation or screening.complicated_situation",
    ),
    "urgency": CodePath(
        R + "screening",
        "triage",
        "if screening.circumstances else Urgency.NON_URGENT",
        "if False else Urgency.NON_URGENT",
    ),
    "targets": CodePath(R + "screening", "triage", "days.of(urgency, complexity)", "(1, 1, 1, 1)"),
    "counted from the enquiry": CodePath(
        R + "screening",
        "stage_targets",
        "add_working_days(received_on, so_far)",
        "add_working_days(received_on, own)",
    ),
    "90 per cent": CodePath(P + "policy", "StageLimit.of", "amount * self.percent / 100", "amount"),
    "the family's invoice": CodePath(
        P + "invoices", "check_acceptable", "if invoice.issued_by_family:", "if False:"
    ),
    "certified before the last payment": CodePath(
        P + "invoices",
        "_check_certified",
        "not account.works_certified",
        "False",
    ),
    "who meets on site": CodePath(C + "visits", "check_who_met", "if lacking:", "if False:"),
    "the client is heard on site": CodePath(
        C + "visits", "check_who_met", "if visit.client_absent is None:", "if False:"
    ),
    "value of the work": CodePath(
        P + "invoices",
        "check_payment",
        "if invoice.value_of_work < account.paid + invoice.amount:",
        "if False:",
    ),
    "contribution before grant": CodePath(
        P + "invoices",
        "check_payment",
        "if account.contribution_first and account.contribution_received < account.contribution:",
        "if False:",
    ),
    "of any one contractor": CodePath(
        P + "invoices", "check_contractor", "if amount > left:", "if False:"
    ),
    "works that follow later": CodePath(
        C + "variations", "varied", "stated | changes | asked", "stated | asked"
    ),
    "consent to a variation": CodePath(
        C + "variations",
        "reasons_for_consent",
        "if cause is not VariationCause.APPLICANT_ASKED:",
        "if False:",
    ),
    "consent to a contribution": CodePath(
        C + "variations", "reasons_for_consent", "if pays(after) > pays(before):", "if False:"
    ),
    "consent to a charge": CodePath(
        C + "variations",
        "reasons_for_consent",
        "if amount(after.land_charges) > amount(before.land_charges):",
        "if False:",
    ),
    "not put off where urgent": CodePath(
        C + "deferral", "check_deferral", "if is_urgent(application.disabled_person):", "if False:"
    ),
    "the client's word on the works": CodePath(
        C + "works",
        "check_acceptance",
        "if not plain and acceptance.remarks is None:",
        "if False:",
    ),
    "withheld where not satisfied": CodePath(
        P + "stages",
        "check_accepted",
        "if not acceptance.satisfied and acceptance.judgement is None:",
        "if False:",
    ),
    "from the certified date": CodePath(
        C + "charges",
        "ends_on",
        "return add_years(certified_on, max(c.years for c in charges))",
        "return certified_on",
    ),
    "a notice lists the works": CodePath(
        C + "notices", "notice", "works = tuple(_works(scheme))", "works = ()"
    ),
    "a notice states the conditions": CodePath(
        C + "notices",
        "notice",
        "conditions=tuple(_conditions(made, tuple(Condition))),",
        "conditions=(),",
    ),
    "a trusted assessor is supervised": CodePath(
        R + "assessors", "check_entry", "if not is_therapist and (", "if False and ("
    ),
    "what the case itself shows": CodePath(
        C + "gate", "evidenced", "if code not in RECORDED", "if code"
    ),
    "the authority of the case decides": CodePath(
        "services.grants.record.case",
        "CaseRecord._own",
        "if application.authority != self.row.district:",
        "if False:",
    ),
    "the four matters": CodePath(
        C + "repayment",
        "check_repayment",
        "for m in rule.matters if m not in",
        "for m in () if m not in",
    ),
    "who decides on repayment": CodePath(C + "posts", "check_post", "if by != named:", "if False:"),
    "an answer": CodePath(
        R + "answering",
        "words_of_answer",
        "for what, who in _STEPS[told.next_step]",
        "for what, who in ()",
    ),
    "what was paid at most": CodePath(
        P + "recoveries", "check_recoverable", "if amount > recoverable:", "if False:"
    ),
    "insured": CodePath(P + "accreditation", "check_in_date", "if last < today:", "if False:"),
    "signposted": CodePath(
        R + "life", "take", "_TO.get((step, at))", "_TO.get((step, State.RECEIVED))"
    ),
    "consent to share": CodePath(
        R + "consent",
        "consent_state",
        "return ConsentState.WITHDRAWN if council else ConsentState.REFUSED",
        "return ConsentState.GIVEN",
    ),
    "the ombudsman comes last": CodePath(
        "services.grants.domain.policy.sources",
        "Sources.complaint_stages",
        "return (*own, self.statute.ombudsman)",
        "return own",
    ),
    "remedies have their day": CodePath(
        C + "clocks",
        "running",
        "for promised in outstanding(history)[:1]:",
        "for promised in ():",
    ),
    "vat is charged": CodePath(
        C + "estimates",
        "Offered.charged",
        "return self.vat.on(priced.price, line.vat) if self.registered else NIL",
        "return NIL",
    ),
    "originals": CodePath(
        M + "life",
        "awaited",
        "if state == State.APPLIED and evidence_outstanding:",
        "if False:",
    ),
    "services by criteria": CodePath(
        R + "suggestions", "suggestions", "if rule.when in situations", "if False"
    ),
    "looked at as if urgent": CodePath(
        R + "answering",
        "answer_by",
        "min(row.stage_1 for row in rows)",
        "max(row.stage_1 for row in rows)",
    ),
    "ex-service personnel": CodePath(
        R + "priority.scheme",
        "Grouping.holds",
        "case.ex_service and case.supported_by in self.ex_service_supported_by",
        "False",
    ),
    "a summary is told": CodePath(
        F + "policies.queries", "shown", "summary=header.summary,", "summary=None,"
    ),
    "minor changes are told": CodePath(
        F + "policies.queries",
        "shown",
        "amendments=adoption.amendments if adoption else (),",
        "amendments=(),",
    ),
    "the longest time between reviews": CodePath(
        F + "domain.reviews",
        "review_day",
        "return add_months(document.effective_from, adoption.review_months)",
        "return None",
    ),
    "a review has its day": CodePath(
        F + "domain.reviews", "review_day", "return adoption.review_by", "return None"
    ),
    "what customers say": CodePath(
        F + "domain.outcomes",
        "_satisfaction",
        "[each.satisfaction for each in courses if each.satisfaction is not None]",
        "[each.satisfaction for each in courses if False]",
    ),
    "stopped for the test of resources": CodePath(
        F + "domain.outcomes",
        "outcomes",
        "[each for each in stopped if each.stopped_because in TEST_OF_RESOURCES]",
        "stopped",
    ),
}


class RuleMovedError(Exception):
    """The line that carried the rule is not there any more."""


@contextmanager
def taken_out(name: str) -> Iterator[None]:
    """The function as it would be without the rule, for everybody who uses it."""
    path = PATHS[name]
    function = _function(import_module(path.module), path.function)
    before = function.__code__
    function.__code__ = _code(path)
    try:
        yield
    finally:
        function.__code__ = before


def _function(owner: object, name: str) -> types.FunctionType:
    for part in name.split("."):
        owner = owner.__dict__[part]
    found = owner.fget if isinstance(owner, property) else owner
    found = getattr(found, "__wrapped__", found)
    assert isinstance(found, types.FunctionType)
    return found


def _code(path: CodePath) -> types.CodeType:
    """The compiled function of the changed source: no other function changes."""
    module = import_module(path.module)
    source = Path(str(module.__file__)).read_text()
    tree = ast.parse(source)
    node = _node(tree, path.function.split("."))
    lines = source.splitlines(keepends=True)
    text = "".join(lines[node.lineno - 1 : node.end_lineno])
    if " ".join(path.line.split()) not in " ".join(text.split()):
        raise RuleMovedError(f"{path.module}.{path.function} does not say {path.line}")
    changed = _replaced(text, path)
    whole = "".join((*lines[: node.lineno - 1], changed, *lines[node.end_lineno :]))
    space = dict(vars(module))
    exec(compile(whole, str(module.__file__), "exec", dont_inherit=True), space)
    found: object = types.SimpleNamespace(**space)
    first, *rest = path.function.split(".")
    found = space[first]
    for part in rest:
        found = vars(found)[part]
    inner = found.fget if isinstance(found, property) else found
    return getattr(inner, "__wrapped__", inner).__code__


def _replaced(text: str, path: CodePath) -> str:
    if path.line in text:
        return text.replace(path.line, path.without)
    raise RuleMovedError(f"{path.module}.{path.function}: write the line as it stands: {path.line}")


def _node(tree: ast.AST, names: list[str]) -> ast.FunctionDef | ast.ClassDef:
    for name in names:
        tree = next(
            n
            for n in ast.iter_child_nodes(tree)
            if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and n.name == name
        )
    assert isinstance(tree, (ast.FunctionDef, ast.ClassDef))
    return tree
