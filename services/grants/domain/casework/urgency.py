"""What is urgent: a person who cannot wait, and works that go before the rest (5.28, 5.29, B117)."""

from collections.abc import Sequence

from services.grants.domain.casework.entries_of_works import VariationCause
from services.grants.domain.casework.history import History
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.fields import Id
from services.grants.domain.facts.people import DisabledPerson
from services.grants.domain.facts.works import Scheme
from shared.problems import FieldError, InvalidInput, WrongState


def is_urgent(person: DisabledPerson) -> bool:
    """What the application says of urgency: coming home, or care or death near."""
    return (
        person.being_discharged_from_hospital
        or person.at_risk_of_admission
        or person.life_expectancy_under_two_years
    )


def put_first(application: Application, urgent: Sequence[Id]) -> tuple[Application, Scheme]:
    """The application with its urgent works alone, and the works that come later (5.29)."""
    known = {works.id for works in application.works}
    faults = [
        FieldError(f"/works/{n}", "the application has no works with this id")
        for n, each in enumerate(urgent)
        if each not in known
    ]
    if faults:
        raise InvalidInput(errors=faults)
    later = tuple(works for works in application.works if works.id not in urgent)
    if not later:
        raise InvalidInput.at("/works", "all works are named: then none comes later")
    first = tuple(works for works in application.works if works.id in urgent)
    return application.model_copy(update={"works": first}), later


def check_rest(history: History, works: Scheme, cause: VariationCause) -> None:
    """Refuse to redetermine without the works that wait for it (5.29)."""
    lacking = {later.id for later in history.to_come} - {each.id for each in works}
    if lacking and cause is VariationCause.OTHER_WORKS_FIRST:
        raise InvalidInput.at(
            "/works", f"{len(lacking)} of those that waited for this are left out: add them"
        )


def check_none_waits(history: History) -> None:
    """Refuse to end what is not decided on whole."""
    if history.to_come:
        raise WrongState("works that wait still have to be decided on (guidance 5.29)")
