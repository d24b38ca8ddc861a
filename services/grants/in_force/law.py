"""The law and the policy in force, applied: what a case comes to, and by when things are due."""

import datetime as dt

from services.grants.domain.casework import clocks, works
from services.grants.domain.casework.clocks import Clock
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State
from services.grants.domain.codes import Time
from services.grants.domain.determination import determine as rules
from services.grants.domain.determination import documents
from services.grants.domain.determination.works import eligible
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.case import Case
from services.grants.domain.outcome import Determination, Needed
from services.grants.domain.policy.entries import Duration, RepaymentDecision
from services.grants.domain.policy.situation import of_case
from services.grants.in_force.policies import policy, sources, statute
from shared import policies
from shared.policies import NoPolicy
from shared.problems import FieldError


def determine(case: Case) -> Determination:
    """Determine a case under its own authority's policy. Raises `NoPolicy` with a pointer."""
    try:
        local = policy(case.authority, case.applied_on)
        base = statute(case.applied_on)
    except NoPolicy as error:
        known = case.authority in policies.authorities()
        pointer = "/applied_on" if known else "/authority"
        raise NoPolicy(errors=(FieldError(pointer, error.detail),)) from error
    return rules.determine(case, local, base)


def checklist(case: Case) -> tuple[Needed, ...]:
    """What the case's application needs, and how each thing stands. Raises `NoPolicy`."""
    known = sources(case.authority, case.applied_on)
    situation = of_case(case, eligible(case.works, known.statute), known.statute)
    return tuple(documents.checklist(case, situation, known))


def answer(value: object) -> Determination:
    """Determine the case that a JSON value states (contract 2). Raises `InvalidInput`."""
    return determine(Case.model_validate(value))


def works_done(history: History) -> tuple[str, ...]:
    """The kinds of work that were paid for: what was refused only where other help covers it."""
    left_out, application = works.refused(history), history.application
    if left_out and application is not None:
        rules = policy(application.authority, application.applied_on).rules
        covering = {offer.kind for offer in rules.offers if offer.other_works}
        left_out = left_out if covering.isdisjoint(works.awarded(history)) else frozenset()
    return works.done(history, left_out)


def decide_by(application: Application) -> dt.date:
    """The last day for the decision (section 34; guidance B115), or the district's earlier one."""
    return _limit(application, "decision").after(application.applied_on)


def clocks_of(state: State, history: History) -> tuple[Clock, ...]:
    """The times that run on a case in this state; none before its application."""
    application, of_a_charge = history.application, clocks.of_a_charge(state, history)
    if application is None:
        return tuple(of_a_charge)
    known = sources(application.authority, application.applied_on)
    return (*clocks.running(state, history, known), *of_a_charge)


def repayment_rule(district: str, history: History, on: dt.date) -> RepaymentDecision:
    """What is weighed before repayment is demanded, and who decides: by the application's policy.

    A past grant that was taken over was made under none of those that are known here: what is
    decided on it goes by the policy in force.
    """
    application = history.application
    return sources(district, application.applied_on if application else on).repayment_decision()


def complete_by(history: History) -> dt.date:
    """The last day for approved works (section 37; guidance B131), as it was last extended."""
    application, approved_on = history.application, history.decided_on
    assert application is not None, "approved"
    assert approved_on is not None, "approved"
    known = sources(application.authority, application.applied_on)
    return clocks.completion(history, approved_on, known).by


def _limit(application: Application, time: Time) -> Duration:
    limit = sources(application.authority, application.applied_on).time(time)
    if limit is None:
        raise LookupError(f"neither the law's file nor the district's sets a time: {time}")
    return limit
