"""What a case states and nothing turns on: said in the working, so that nothing is stated in vain."""

from collections.abc import Iterator

from services.grants.domain.codes import Refusal
from services.grants.domain.determination import documents
from services.grants.domain.determination.applicant import needs_consent
from services.grants.domain.determination.findings import Findings
from services.grants.domain.facts.application import EarlierAward
from services.grants.domain.outcome import Line
from services.grants.domain.policy.situation import interest_of


def lines(findings: Findings) -> Iterator[Line]:
    """A line for each fact that has no effect here, with the clause that would ask for it."""
    yield from _of_applicant(findings)
    yield from _of_home_and_works(findings)
    yield from _of_papers(findings)
    for award in findings.case.earlier_awards:
        yield _of_earlier(award, findings)


def _of_applicant(findings: Findings) -> Iterator[Line]:
    """Leases and charges are owners' (B22, B123); consent is asked where somebody else owns."""
    applicant, sources = findings.case.applicant, findings.sources
    owner = interest_of(findings.case, findings.statute) == "owner"
    if applicant.lease_years_left is not None and not owner:
        says = "a lease is looked at for an owner alone"
        yield Line(step="applicant", says=says, clause=findings.statute.lease.clause)
    if applicant.long_term_foster_carer and not owner:
        says = "no charge falls on who is no owner, placement or not"
        yield Line(step="applicant", says=says, clause=sources.step("foster_placement"))
    if applicant.landlord_consent != "given" and not needs_consent(findings.case, findings.statute):
        says = "an owner needs nobody's consent"
        clause = sources.refusal(Refusal.LANDLORD_CONSENT_REFUSED)
        yield Line(step="applicant", says=says, clause=clause)
    if findings.case.disabled_person.veteran:
        says = "has served: regard is had to the Armed Forces Covenant"
        yield Line(step="applicant", says=says, clause=sources.step("armed_forces"))


def _of_home_and_works(findings: Findings) -> Iterator[Line]:
    """Reasons for what is not the case: a shorter stay, works begun early, an owner's duty."""
    case, refusal = findings.case, findings.sources.refusal
    if case.dwelling.intends_five_years and case.dwelling.shorter_period_reason is not None:
        says = "the whole period is meant: no reason for less is asked"
        yield Line(step="home", says=says, clause=refusal(Refusal.NO_INTENTION_TO_RESIDE))
    if case.good_reason_for_early_start and case.works_state != "started":
        begun = "completed: no reason helps" if case.works_state == "completed" else "not begun"
        says = f"a good reason for beginning early does not count: the works are {begun}"
        yield Line(step="works", says=says, clause=refusal(Refusal.WORKS_STARTED))
    for works in case.works:
        if not (works.reasonable_for_owner_to_do or works.owner_has_legal_duty):
            says = f"{works.id}: the owner is not bound to do it, reasonable or not"
            yield Line(step="works", says=says, clause=refusal(Refusal.OWNER_HAS_LEGAL_DUTY))


def _of_papers(findings: Findings) -> Iterator[Line]:
    """Papers that came in and are not asked for; what was waived and cannot be, or need not."""
    case, clause = findings.case, findings.sources.step("checklist")
    needed = tuple(documents.checklist(case, findings.situation, findings.sources))
    asked = {code for point in needed for code in (point.code, *point.satisfied_by)}
    waivable = {point.code for point in needed if point.waived_by is not None}
    for says, stated, counting in (
        ("not asked for", case.documents or (), asked),
        ("cannot be waived, or need not be", case.waived, waivable),
    ):
        if unasked := ", ".join(dict.fromkeys(c for c in stated if c not in counting)):
            yield Line(step="application", says=f"{says}: {unasked}", clause=clause)


def _of_earlier(award: EarlierAward, findings: Findings) -> Line:
    """Which rule counts an earlier award; its sum is counted by none but the means test (B113)."""
    said = f"{award.kind} of {award.amount:.2f}, approved on {award.approved_on}"
    if award.kind == "mandatory":
        says, clause = "counted by the test of resources", findings.sources.step("earlier_grants")
    else:
        asked = {asked.kind for asked in findings.case.assistance}
        rules = (
            requirement.clause
            for offer in findings.rules.offers
            for requirement in offer.who
            if offer.kind == award.kind and award.kind in asked and requirement.rule == "one_in"
        )
        found = next(rules, None)
        says = "counted by its date" if found else "nothing that is asked for counts it"
        clause = found or findings.rules.mandatory.clause
    return Line(step="earlier_awards", says=f"{said}: {says}", clause=clause)
