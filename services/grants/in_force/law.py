"""The law and the policy in force, applied: what a case comes to, and by when things are due."""

import datetime as dt

from services.grants.domain.casework import clocks, diary, works
from services.grants.domain.casework.clocks import Clock
from services.grants.domain.casework.entries_of_complaints import ComplaintMade
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State
from services.grants.domain.determination import determine as rules
from services.grants.domain.determination import documents
from services.grants.domain.determination.works import eligible
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.case import Case
from services.grants.domain.outcome import Determination, Needed
from services.grants.domain.policy.entries import RepaymentDecision
from services.grants.domain.policy.situation import of_case
from services.grants.domain.policy.sources import Sources
from services.grants.in_force.policies import policy, sources, statute
from shared import policies
from shared.policies import NoPolicy
from shared.problems import FieldError


def determine(case: Case, ruled_on: dt.date | None = None) -> Determination:
    """Determine a case under its own authority's policy. Raises `NoPolicy` with a pointer.

    `ruled_on` is the day whose edition of it holds, where that is not the application's.
    """
    try:
        local = policy(case.authority, ruled_on or case.applied_on)
        base = statute(case.applied_on)
    except NoPolicy as error:
        known = case.authority in policies.authorities()
        pointer = "/applied_on" if known else "/authority"
        raise NoPolicy(errors=(FieldError(pointer, error.detail),)) from error
    return rules.determine(case, local, base)


def checklist(case: Case, ruled_on: dt.date | None = None) -> tuple[Needed, ...]:
    """What the case's application needs, and how each thing stands. Raises `NoPolicy`."""
    known = sources(case.authority, case.applied_on, ruled_on)
    situation = of_case(case, eligible(case.works, known.statute), known.statute)
    return tuple(documents.checklist(case, situation, known))


def answer(value: object) -> Determination:
    """Determine the case that a JSON value states (contract 2). Raises `InvalidInput`."""
    return determine(Case.model_validate(value))


def paid_for(history: History) -> tuple[Application, frozenset[str]]:
    """The application of an approved case, and ids of its works that nothing is paid for."""
    assert history.application is not None, "approved"
    assert history.determination is not None, "approved"
    return history.application, left_out(history.determination)


def left_out(decided: Determination) -> frozenset[str]:
    """Ids of the works that nothing is paid for: refused, and covered by no other help (B121).

    Which help covers them the edition says that the decision was made under.
    """
    refused = frozenset(reason.of for reason in decided.reasons if reason.of is not None)
    if not refused:
        return refused
    authority, _, since = decided.policy_version.partition("/")
    rules = policy(authority, dt.date.fromisoformat(since)).rules
    covering = {offer.kind for offer in rules.offers if offer.other_works}
    return refused if covering.isdisjoint(a.kind for a in decided.awards) else frozenset()


def works_done(history: History) -> tuple[str, ...]:
    """The kinds of work that were paid for."""
    application, decided = history.application, history.determination
    if application is None or decided is None:
        return ()
    return works.done(application, decided, left_out(decided))


def decide_by(application: Application, ruled_on: dt.date | None = None) -> dt.date:
    """The last day for the decision (section 34; guidance B115), or the district's earlier one."""
    on = application.applied_on
    since = max(on, ruled_on or on)
    limit = sources(application.authority, on, since).time("decision")
    if limit is None:
        raise LookupError("neither the law's file nor the district's sets a time: decision")
    return limit.after(on)


def sources_of(history: History) -> Sources:
    """The clauses, times and rules by which a case goes on that has its application."""
    application = history.application
    assert application is not None, "applied"
    return sources(application.authority, application.applied_on, history.ruled_on)


def clocks_of(district: str, state: State, history: History) -> tuple[Clock, ...]:
    """The times that run on a case in this state: before its application those of a complaint."""
    by_itself = (*diary.clocks(state, history), *clocks.of_a_charge(state, history))
    complaint = history.latest(ComplaintMade)
    if history.application is not None:
        known = sources_of(history)
    elif complaint is not None:
        known = sources(district, complaint.made_on)
    else:
        return by_itself
    return (*clocks.running(state, history, known), *by_itself)


def repayment_rule(district: str, history: History, on: dt.date) -> RepaymentDecision:
    """What is weighed before repayment is demanded, and who decides: by the application's policy.

    A past grant that was taken over was made under none of those that are known here: what is
    decided on it goes by the policy in force.
    """
    known = sources_of(history) if history.application else sources(district, on)
    return known.repayment_decision()


def complete_by(history: History) -> dt.date:
    """The last day for approved works (section 37; guidance B131), as it was last extended."""
    approved_on = history.decided_on
    assert approved_on is not None, "approved"
    return clocks.completion(history, approved_on, sources_of(history)).by
