"""The situations in which a document is needed or a condition applies, as plain facts of a case."""

from typing import Literal

from services.grants.domain.codes import OCCUPIER_KINDS
from services.grants.domain.facts.case import Case

Trigger = Literal[
    "always",
    "owner",
    "owner_occupier",
    "landlord",
    "tenant",
    "occupier",
    "licensed",
    "tested",
    "passported",
    "equipment",
    "own_labour",
    "insurance",
    "damages_claim",
    "applicant_pays",
    "land_charge",
]


def of_case(case: Case, equipment: tuple[str, ...]) -> frozenset[Trigger]:
    """Which situations the case is in before anything is decided."""
    kind, test = case.applicant.kind, case.means_test.outcome
    occupier = kind in OCCUPIER_KINDS
    tenant = not occupier and kind not in ("owner_occupier", "landlord")
    certificate_asked = case.applicant.landlord_consent != "unreasonably_withheld"
    holds: dict[Trigger, bool] = {
        "always": True,
        "owner": not tenant and not occupier,
        "owner_occupier": kind == "owner_occupier",
        "landlord": kind == "landlord",
        "tenant": tenant,
        "occupier": occupier,
        "licensed": tenant and certificate_asked,
        "tested": test == "assessed",
        "passported": test == "passported",
        "equipment": any(works.kind in equipment for works in case.works),
        "own_labour": any(works.own_labour for works in case.works),
        "insurance": case.insurance > 0,
        "damages_claim": case.damages_claim,
    }
    return frozenset(name for name, held in holds.items() if held)
