"""Visits to the home and to the works: who is there, what is looked at, and what waits for them."""

from collections.abc import Iterable

from services.grants.domain.casework import diary
from services.grants.domain.casework.entries_of_papers import PaperFiled
from services.grants.domain.casework.entries_of_visits import (
    FaultFound,
    PutRight,
    Visit,
    VisitHeld,
    VisitPlanned,
)
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import Step
from services.grants.domain.codes import Present, VisitKind
from services.grants.domain.policy.sources import Sources
from shared.problems import FieldError, InvalidInput, WrongState

TOGETHER = {
    VisitKind.PRE_START: (Present.CLIENT, Present.CONTRACTOR),
    VisitKind.JOINT: (Present.ASSESSOR, Present.CLIENT, Present.CONTRACTOR),
}
"""Who meets: the client and the contractor before the works (6.10), with the assessor where there
is doubt about them (6.15)."""


def step_of(kind: VisitKind) -> Step:
    """The step of the case that such a visit is; a survey comes before the decision too."""
    return Step.SURVEY if kind is VisitKind.SURVEY else Step.SUPERVISE


def check_as_planned(visit: Visit, history: History) -> None:
    """Refuse a visit that was recorded already, or was planned for something else."""
    if visit.about is None:
        return
    plan = diary.open_one(history, visit.about, VisitPlanned, VisitHeld)
    if plan.kind is not visit.kind:
        raise InvalidInput.at("/kind", f"it was planned as {plan.kind}")


def check_who_met(visit: Visit) -> None:
    """Ask that those were there who meet (6.10, 6.15), and that the client was heard (6.15)."""
    lacking = set(TOGETHER.get(visit.kind, ())) - set(visit.attended)
    if lacking:
        says = f"without the {', the '.join(sorted(lacking))} this is no such visit"
        raise InvalidInput.at("/attended", f"{says} ({diary.VISITS[visit.kind]})")
    if visit.kind is VisitKind.SURVEY or Present.CLIENT in visit.attended:
        return
    if visit.client_absent is None:
        says = "required: why the client could not be heard (guidance 6.15)"
        raise InvalidInput.at("/client_absent", says)


def check_looked_at(visit: Visit, sources: Sources) -> None:
    """Ask that works in progress were looked at in each way that the policy names (12(o))."""
    rule = sources.rules.supervision
    if rule is None or visit.kind is not VisitKind.PROGRESS:
        return
    lacking = [matter for matter in rule.covers if matter not in visit.looked_at]
    if lacking:
        raise InvalidInput.at("/looked_at", f"lacks {', '.join(lacking)} ({rule.clause})")


def check_before_certifying(history: History, sources: Sources) -> None:
    """Refuse to certify works with a fault (B134), or that nobody visited as the policy asks (12(p))."""
    if diary.faults(history):
        raise WrongState(f"what was found is not put right yet ({diary.FAULTS})")
    rule = sources.rules.completion_visit
    seen = (visit.kind for visit in history.all(VisitHeld))
    if rule is not None and VisitKind.COMPLETION not in seen:
        raise WrongState(f"nobody has visited the completed works yet ({rule.clause})")


def check_put_right(put_right: PutRight, fault: FaultFound, history: History) -> None:
    """Refuse that something was put right before the visit that found it."""
    visit = diary.named(history, fault.about, VisitHeld, FaultFound).entry
    if put_right.put_right_on < visit.held_on:
        says = f"not before the visit on {visit.held_on}, which found it"
        raise InvalidInput.at("/put_right_on", says)
    check_documents(put_right.documents, history)


def check_documents(documents: Iterable[object], history: History) -> None:
    """Refuse a document that is not one of the case, or was struck out."""
    filed = {paper.document_id for paper in history.all(PaperFiled)}
    faults = [
        FieldError(f"/documents/{n}", "no document of the case that counts has this id")
        for n, document in enumerate(documents)
        if document not in filed
    ]
    if faults:
        raise InvalidInput(errors=faults)
