"""What no application can state, told by a pointer to the very field."""

from collections.abc import Iterator
from datetime import date

from services.grants.domain.codes import SCHEME_HELP, Assistance
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.assistance import Asked
from services.grants.domain.facts.works import Works
from shared.money import LARGEST, NIL
from shared.problems import FieldError

_REFERRED = frozenset({"referred_by"})
_FACTS: dict[Assistance, frozenset[str]] = {
    "client_contribution_support": frozenset({"unaffordable"}),
    "top_up": frozenset({"agreed_above_limit"}),
    "rapidly_progressing": _REFERRED | {"clinical_lead_approved", "finances_affected"},
    "neurodiversity": _REFERRED | {"clinical_lead_approved"},
    "hospital_discharge": _REFERRED,
    "dementia_friendly": _REFERRED,
    "hoarding": frozenset({"clutter_rating"}),
    "professional_fees": frozenset({"abortive", "through_no_fault", "safety_concern"}),
    "ot_assessment": frozenset({"charitable_organisation"}),
    "minor_adaptation": frozenset({"directed_by_social_care"}),
    "relocation": frozenset(
        {
            "destination",
            "new_authority_agrees",
            "adaptation_here_ruled_out",
            "before_move",
            "quotations",
            "supported_by",
            "new_home_suitable",
            "adaptation_costs_there",
            "cost_here",
            "net_equity_released",
            "expenses",
        }
    ),
    "safe_and_warm": frozenset({"category_1_hazard"}),
    "carer_support": frozenset({"no_existing_provision"}),
    "assistive_technology": _REFERRED,
}
CLOSED: dict[tuple[Assistance, str], tuple[str, ...]] = {
    ("hospital_discharge", "referred_by"): (
        "hospital_occupational_therapist",
        "medical_practitioner",
        "other",
    ),
    ("dementia_friendly", "referred_by"): (
        "gp",
        "occupational_therapist",
        "hospital_occupational_therapist",
        "dementia_support_worker",
        "health_professional",
        "other",
    ),
    ("relocation", "destination"): ("within_district", "within_county", "elsewhere"),
    ("relocation", "supported_by"): ("occupational_therapist", "trusted_assessor"),
}
"""What each help takes for a fact that is a code."""


def facts_of(kind: Assistance) -> frozenset[str]:
    """The facts that an assistance of that kind depends on."""
    return _FACTS.get(kind, frozenset())


def contradictions(application: Application, decided_on: date) -> Iterator[FieldError]:
    """Everything that no application can state, decided on that day."""
    yield from _dates(application, decided_on)
    yield from _sums(application)
    yield from _occupation(application)
    yield from _finding(application, decided_on)
    yield from _all_works(application)
    yield from _all_assistance(application)


def _dates(application: Application, decided_on: date) -> Iterator[FieldError]:
    if decided_on < application.applied_on:
        yield FieldError("/decided_on", "a decision is not made before the application")
    for index, earlier in enumerate(application.earlier_awards):
        if earlier.approved_on > decided_on:
            yield FieldError(
                f"/earlier_awards/{index}/approved_on",
                "an earlier award is not after this decision",
            )


def _sums(application: Application) -> Iterator[FieldError]:
    """All that is asked for, together, is a sum that a decision can state."""
    works = (max((e.amount for e in w.estimates), default=NIL) for w in application.works)
    chosen = (w.preferred_scheme or NIL for w in application.works)
    services = (s.amount for s in application.services_and_charges)
    asked = (a.amount or NIL for a in application.assistance)
    if sum((*works, *chosen, *services, *asked), NIL) > LARGEST:
        yield FieldError("/works", f"all together at most {LARGEST}")


def _occupation(application: Application) -> Iterator[FieldError]:
    dwelling = application.dwelling
    if dwelling.intends_five_years is None and dwelling.shorter_period_reason is None:
        yield FieldError(
            "/dwelling/intends_five_years", "required, or shorter_period_reason instead: add one"
        )


def _finding(application: Application, decided_on: date) -> Iterator[FieldError]:
    finding = application.disabled_person.finding
    if finding is None:
        return
    if finding.found_on > decided_on:
        yield FieldError("/disabled_person/finding/found_on", "not after the decision")
    if finding.disabled and finding.ground is None:
        yield FieldError("/disabled_person/finding/ground", "required: say why (section 100)")


def _all_works(application: Application) -> Iterator[FieldError]:
    seen: set[str] = set()
    for index, works in enumerate(application.works):
        if works.id in seen:
            yield FieldError(f"/works/{index}/id", "this id stands twice")
        seen.add(works.id)
        yield from _findings(f"/works/{index}/necessary_and_appropriate", works)


def _findings(pointer: str, works: Works) -> Iterator[FieldError]:
    found = works.necessary_and_appropriate
    if isinstance(found, bool):
        return
    for purpose in works.purposes:
        if purpose not in found:
            yield FieldError(f"{pointer}/{purpose}", "required: add a finding for this purpose")
    for purpose in found:
        if purpose not in works.purposes:
            yield FieldError(f"{pointer}/{purpose}", "not one of the purposes of these works")


def _all_assistance(application: Application) -> Iterator[FieldError]:
    seen: set[str] = set()
    for index, asked in enumerate(application.assistance):
        if asked.kind in seen:
            yield FieldError(f"/assistance/{index}/kind", "this is asked for twice")
        seen.add(asked.kind)
        yield from _asked(f"/assistance/{index}", asked)


def _asked(pointer: str, asked: Asked) -> Iterator[FieldError]:
    if asked.amount is None and asked.kind not in SCHEME_HELP:
        yield FieldError(f"{pointer}/amount", "required: add the cost asked for")
    yield from _expenses(pointer, asked)
    known = facts_of(asked.kind)
    for name in sorted(asked.facts.model_fields_set):
        if name not in known:
            yield FieldError(f"{pointer}/facts/{name}", f"not a fact of {asked.kind}: remove it")
            continue
        value, closed = getattr(asked.facts, name), CLOSED.get((asked.kind, name))
        if closed and value is not None and value not in closed:
            yield FieldError(f"{pointer}/facts/{name}", f"one of {', '.join(closed)}")


def _expenses(pointer: str, asked: Asked) -> Iterator[FieldError]:
    """What a cost is made of adds up to it; rent is stated with its months."""
    expenses = asked.facts.expenses
    if expenses is None:
        return
    if sum(expense.amount for expense in expenses) != asked.amount:
        yield FieldError(f"{pointer}/amount", "the expenses do not add up to this amount")
    for index, expense in enumerate(expenses):
        if (expense.kind == "void_rent") != (expense.months is not None):
            at = f"{pointer}/facts/expenses/{index}/months"
            yield FieldError(at, "stated for void_rent and for nothing else")
