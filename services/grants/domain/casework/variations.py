"""A variation of an approved scheme: a new determination beside the old (5.30, 6.16, B120, B125)."""

from collections.abc import Iterator
from decimal import Decimal

from services.grants.domain.casework.charges import amount
from services.grants.domain.casework.completeness import gives_something
from services.grants.domain.casework.entries_of_works import (
    Consent,
    Variation,
    VariationCause,
    VariationConsented,
    VariationProposed,
)
from services.grants.domain.casework.history import History
from services.grants.domain.codes import ConsentReason
from services.grants.domain.facts.application import Application
from services.grants.domain.outcome import Cited, Determination
from shared.problems import FieldError, InvalidInput, Problem, WrongState

SAID_OF_THE_DISTRICT = {"discretionary_funds_available"}
"""Applications of before 29 November 2026 may state it: what is said of the district counts."""


class ConsentNeeded(Problem):
    """The applicant has to agree to the variation first, knowing its figures."""

    slug = "consent-needed"
    title = "The applicant has not agreed to the variation as it is"
    status = 409


def varied(application: Application, variation: Variation) -> Application:
    """The application with its scheme as it would be; all else is as it was made."""
    changes = variation.model_dump(mode="json", exclude_unset=True, exclude={"cause", "reason"})
    stated = application.model_dump(mode="json", exclude_unset=True, exclude=SAID_OF_THE_DISTRICT)
    asked = {} if changes.get("assistance") else {"assistance": stated["assistance"]}
    return Application.model_validate(stated | changes | asked)


def proposed(history: History) -> VariationProposed:
    """The variation that waits. Raises `WrongState` where none does."""
    if history.variation is None:
        raise WrongState("no variation is proposed")
    return history.variation


def reasons_for_consent(
    before: Determination, after: Determination, cause: VariationCause
) -> Iterator[Cited]:
    """Why the applicant has to agree; a charge is always on the whole award, not on the rise."""
    if cause is not VariationCause.APPLICANT_ASKED:
        yield Cited(code=ConsentReason.NOT_ASKED_FOR, clause="guidance 5.30")
    if pays(after) > pays(before):
        yield Cited(code=ConsentReason.CONTRIBUTION_RISES, clause="guidance 5.30")
    if amount(after.land_charges) > amount(before.land_charges):
        clause = "guidance 6.16" if before.land_charges else "guidance B125"
        yield Cited(code=ConsentReason.CHARGE_RISES, clause=clause)


def pays(determination: Determination) -> Decimal:
    """What is left to the applicant, dearer choices too; pounds."""
    return determination.applicant_pays + determination.beyond_the_scheme


def holding(consent: Consent | None, after: Determination) -> bool:
    """Whether the applicant agreed to at least these figures."""
    return (
        consent is not None
        and pays(after) <= consent.applicant_pays
        and amount(after.land_charges) <= consent.land_charges
    )


def check_consent(consent: Consent, after: Determination) -> None:
    """Refuse a consent to other figures than those that are proposed."""
    told = {
        "/applicant_pays": (consent.applicant_pays, pays(after)),
        "/land_charges": (consent.land_charges, amount(after.land_charges)),
    }
    faults = [
        FieldError(pointer, f"what is proposed is {right:.2f}")
        for pointer, (said, right) in told.items()
        if said != right
    ]
    if faults:
        raise InvalidInput(errors=faults)


def check_variation(
    history: History, after: Determination, consent: VariationConsented | None
) -> None:
    """Refuse what nobody agreed to, what would end the grant, and what was paid out already."""
    before, cause = history.determination, proposed(history).cause
    assert before is not None, "approved"
    if not gives_something(after):
        raise WrongState("nothing would be left of the approval: withdraw it instead")
    if history.paid > after.total_award + pays(after):
        raise WrongState(f"{history.paid:.2f} is paid already: the scheme cannot be worth less")
    needed = list(reasons_for_consent(before, after, cause))
    if needed and not holding(consent, after):
        raise ConsentNeeded(
            errors=(FieldError("/consent", f"{why.code} ({why.clause})") for why in needed)
        )
