"""Who may apply, for which home: sections 19 to 22A of the Act as guidance B7 to B41 restates it."""

from collections.abc import Iterator

from services.grants.domain.codes import Refusal
from services.grants.domain.facts.case import Case
from services.grants.domain.outcome import Pointed
from services.grants.domain.policy.rules import PolicyRules
from services.grants.domain.policy.situation import interest_of
from services.grants.domain.policy.statute import StatutoryBase


def signpost(case: Case, rules: PolicyRules, statute: StatutoryBase) -> Pointed | None:
    """Whose the application is where the Act gives this authority nothing to decide.

    The Ministry of Defence's for its own accommodation (B40), or another authority's for a
    dwelling in its area.
    """
    there = case.dwelling.authority
    if there is not None and there != case.authority:
        return Pointed(there, statute.elsewhere.clause)
    return next(
        (
            Pointed(s.to, s.clause)
            for s in (*rules.signposts, *statute.signposts)
            if s.applicant == case.applicant.kind
        ),
        None,
    )


def advice(case: Case, rules: PolicyRules) -> Pointed | None:
    """Who carries out or pays for the works, where the policy points elsewhere (2.8)."""
    given = (a for a in rules.advice if a.applicant == case.applicant.kind)
    return next((Pointed(a.to, a.clause) for a in given), None)


def of_person(case: Case, statute: StatutoryBase) -> Iterator[Refusal]:
    """Why these people may not have a grant: B17, B22, B39. A child is not a possible applicant.

    The disabled person need not be the applicant, and an applicant of exactly 18 may apply,
    whatever a local document says.
    """
    applicant, disabled = case.applicant, case.disabled_person
    if applicant.public_body:
        yield Refusal.PUBLIC_BODY
    if applicant.person_from_abroad:
        yield Refusal.APPLICANT_FROM_ABROAD
    if disabled.person_from_abroad and disabled.age >= statute.applicant_age.age:
        yield Refusal.DISABLED_PERSON_FROM_ABROAD
    if applicant.age < statute.applicant_age.age:
        yield Refusal.UNDER_AGE
    if not is_disabled(case):
        yield Refusal.NOT_DISABLED
    interest = interest_of(case, statute)
    if interest is None:
        yield Refusal.NO_QUALIFYING_INTEREST
    if interest == "owner" and not has_owners_interest(case, statute):
        yield Refusal.LEASE_TOO_SHORT


def is_disabled(case: Case) -> bool:
    """Whether the person is found to be disabled (section 100; B5, B6).

    A case that does not speak of the finding is one in which it was made.
    """
    person = case.disabled_person
    if "finding" not in person.model_fields_set:
        return True
    return person.finding is not None and person.finding.disabled


def of_home(case: Case, statute: StatutoryBase) -> Iterator[Refusal]:
    """Why no grant can be made for this home: B8, B18, B27, B34."""
    dwelling = case.dwelling
    if dwelling.ownership_disputed_or_in_probate:
        yield Refusal.OWNERSHIP_DISPUTED
    if dwelling.kind in statute.not_dwellings.kinds:
        yield Refusal.NOT_A_DWELLING
    if not dwelling.main_residence:
        yield Refusal.NOT_MAIN_RESIDENCE
    if not dwelling.intends_five_years and dwelling.shorter_period_reason is None:
        yield Refusal.NO_INTENTION_TO_RESIDE
    if case.applicant.landlord_consent == "refused" and needs_consent(case, statute):
        yield Refusal.LANDLORD_CONSENT_REFUSED


def of_works_state(case: Case) -> Iterator[Refusal]:
    """Section 29: never once completed; once begun only with a good reason (B119)."""
    if case.works_state == "completed":
        yield Refusal.WORKS_COMPLETED
    if case.works_state == "started" and not case.good_reason_for_early_start:
        yield Refusal.WORKS_STARTED


def has_owners_interest(case: Case, statute: StatutoryBase) -> bool:
    """Freehold, or a lease of which enough years remain (B22)."""
    years = case.applicant.lease_years_left
    owner = interest_of(case, statute) == "owner"
    return owner and (years is None or years >= statute.lease.years)


def needs_consent(case: Case, statute: StatutoryBase) -> bool:
    """Whether somebody else owns the home or the land under it (B27)."""
    owner = interest_of(case, statute) == "owner"
    return not owner or case.applicant.lease_years_left is not None
