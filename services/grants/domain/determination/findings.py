"""What is found on a case before any amount is decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from services.grants.domain.codes import Refusal, Trigger
from services.grants.domain.determination import applicant, documents, works
from services.grants.domain.determination.offers import Bars
from services.grants.domain.facts.case import Case
from services.grants.domain.outcome import Cited, Outcome, Pointed
from services.grants.domain.policy import situation
from services.grants.domain.policy.rules import PolicyRules
from services.grants.domain.policy.sources import Sources
from services.grants.domain.policy.statute import StatutoryBase


@dataclass(frozen=True, slots=True)
class Findings:
    """The facts that decide who, what and whether; the sums follow from them."""

    case: Case
    rules: PolicyRules
    statute: StatutoryBase
    signpost: Pointed | None
    advice: Pointed | None
    person: tuple[Refusal, ...]
    home: tuple[Refusal, ...]
    early: tuple[Refusal, ...]
    scheme: works.Scheme
    missing: tuple[Cited, ...]
    situation: frozenset[Trigger]
    outcome: Outcome
    """Of the mandatory application, `approved` standing for a nil grant too."""

    @property
    def sources(self) -> Sources:
        return Sources(self.rules, self.statute)

    @property
    def deduction(self) -> Decimal:
        """What comes off the grant in pounds: the reduction, or a landlord's higher rent (B108)."""
        return self.case.means_test.contribution + self.case.applicant.rent_effect

    @property
    def owner(self) -> bool:
        """Whether the applicant has an owner's interest, as landlords too may have."""
        return applicant.has_owners_interest(self.case, self.statute)

    @property
    def chargeable(self) -> bool:
        """Land charges fall on owners alone, and usually not for a long-term foster placement."""
        return self.owner and not self.case.applicant.long_term_foster_carer

    @property
    def bars(self) -> Bars:
        """What stands in the way of discretionary help."""
        decided = self.outcome not in ("incomplete", "not_ours")
        return Bars(decided, self.person, self.home, self.early)


def find(case: Case, rules: PolicyRules, statute: StatutoryBase) -> Findings:
    """Look at the applicant, the home, the works and the papers, in that order."""
    signpost, advice = applicant.signpost(case, rules, statute), applicant.advice(case, rules)
    person = tuple(applicant.of_person(case, statute))
    home = tuple(applicant.of_home(case, statute))
    early = tuple(applicant.of_works_state(case))
    scheme = works.scheme(case, rules, statute)
    where = situation.of_case(case, scheme.eligible_works, statute)
    missing = (
        *documents.missing(case, where, Sources(rules, statute)),
        *works.missing_estimates(scheme, rules),
    )
    barred = bool(person or home or early) or not scheme.eligible
    outcome = _outcome(signpost, barred=barred, missing=missing)
    return Findings(
        case, rules, statute, signpost, advice, person, home, early, scheme, missing, where, outcome
    )


def _outcome(signpost: Pointed | None, *, barred: bool, missing: tuple[Cited, ...]) -> Outcome:
    if signpost:
        return "not_ours"
    if barred:
        return "refused"
    return "incomplete" if missing else "approved"


def reasons(findings: Findings) -> Iterator[Cited]:
    """Why the grant, or a part of the works, is refused (B121)."""
    sources = findings.sources
    if findings.signpost:
        return
    for refusal in (*findings.person, *findings.home, *findings.early):
        yield sources.cited(refusal)
    for item in findings.scheme.items:
        if item.refusal:
            yield sources.cited(item.refusal, of=item.works.id)
    if not findings.scheme.items:
        yield sources.cited(Refusal.NO_RELEVANT_WORKS)


def statutory_deduction(findings: Findings) -> Decimal:
    """What would come off the grant in pounds without the local passports and exemptions."""
    case = findings.case
    return case.means_test.under_the_act.reduction + case.applicant.rent_effect
