"""The situations in which a document is needed or a condition applies, as plain facts of a case."""

from collections.abc import Collection

from services.grants.domain.codes import Interest, Permission, Trigger
from services.grants.domain.facts.case import Case
from services.grants.domain.facts.works import Works
from services.grants.domain.policy.statute import StatutoryBase


def interest_of(case: Case, statute: StatutoryBase) -> Interest | None:
    """What lets the applicant apply: an owner's, a tenant's or an occupier's interest (B16)."""
    kind = case.applicant.kind
    return next((name for name, held in statute.interests.items() if kind in held.kinds), None)


def of_case(case: Case, paid_for: Collection[Works], statute: StatutoryBase) -> frozenset[Trigger]:
    """Which situations the case is in, by its applicant and the works that are paid for.

    What is left out of the grant needs no papers and has no conditions.
    """
    kind, test = case.applicant.kind, case.means_test.outcome
    interest = interest_of(case, statute)
    certificate_asked = case.applicant.landlord_consent != "unreasonably_withheld"
    holds: dict[Trigger, bool] = {
        "always": True,
        "owner": interest == "owner",
        "owner_occupier": kind == "owner_occupier",
        "landlord": kind == "landlord",
        "tenant": interest == "tenant",
        "council_tenant": kind == "council_tenant",
        "occupier": interest == "occupier",
        "licensed": interest == "tenant" and certificate_asked,
        "applicant_of_18": case.applicant.age == statute.applicant_age.age,
        "tested": test == "assessed",
        "passported": test == "passported",
        "equipment": any(works.kind in statute.equipment.kinds for works in paid_for),
        "consents": any(works.permissions_needed for works in paid_for),
        "own_labour": any(works.own_labour for works in paid_for),
        "insurance": case.insurance > 0,
        "damages_claim": case.damages_claim,
    }
    needed: frozenset[Permission] = frozenset(
        permission for works in paid_for for permission in works.permissions_needed
    )
    return needed | frozenset(name for name, held in holds.items() if held)
