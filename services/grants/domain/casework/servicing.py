"""Equipment that has to be serviced: for how long, and of which the county is told."""

import datetime as dt
from collections.abc import Container, Iterable

from services.grants.domain.casework.entries_of_servicing import Servicing
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State
from services.grants.domain.facts.application import Application
from services.grants.domain.outcome import Determination
from services.grants.domain.policy.entries import Period
from services.grants.domain.policy.sources import Sources
from shared.calendar import add_months
from shared.problems import InvalidInput, WrongState

MONTHS = 12


def ends_on(installed_on: dt.date, rule: Period) -> dt.date:
    """The last day for which the policy has the equipment serviced as part of the grant."""
    return add_months(installed_on, MONTHS * rule.years)


def granted(state: State, history: History) -> tuple[Application, Determination]:
    """The application and the decision by which equipment was put in. Raises `WrongState`."""
    application, decided = history.application, history.determination
    closed_without = state is State.CLOSED and history.certified_on is None
    if application is None or decided is None or closed_without:
        raise WrongState("no works were granted on this case that are known here")
    return application, decided


def check_arrangement(
    servicing: Servicing, application: Application, left_out: Container[str], sources: Sources
) -> None:
    """Refuse what the grant did not pay for, or a time that ends early without a reason (12(r))."""
    paid_for = {work.id for work in application.works if work.id not in left_out}
    if servicing.works not in paid_for:
        raise InvalidInput.at("/works", "the grant is for no works with this id")
    if servicing.first_due < servicing.installed_on:
        raise InvalidInput.at("/first_due", "not before it was installed")
    if servicing.until < servicing.first_due:
        raise InvalidInput.at("/until", "not before the first service is due")
    rule = sources.rules.servicing
    if rule is None or servicing.shorter_because is not None:
        return
    last = ends_on(servicing.installed_on, rule)
    if servicing.until < last:
        says = f"required: why it ends before {last}, {rule.years} years on ({rule.clause})"
        raise InvalidInput.at("/shorter_because", says)


def told_to_county(kinds: Iterable[str], sources: Sources) -> tuple[str, ...]:
    """The equipment of which the policy has the social services authority told (12(r))."""
    rule = sources.rules.county_told
    return () if rule is None else tuple(kind for kind in kinds if kind in rule.kinds)
