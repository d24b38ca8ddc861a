"""Complaints: through the district's stages, up to the ombudsman (guidance 3.29, 4.20, 4.21)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from services.grants.domain.casework.entries import Decided
from services.grants.domain.casework.entries_of_complaints import (
    Complaint,
    ComplaintAbout,
    ComplaintAnswer,
    ComplaintAnswered,
    ComplaintMade,
    Remedy,
    RemedyCarriedOut,
    RemedyKind,
)
from services.grants.domain.casework.entries_of_time import ReviewAnswered
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State
from services.grants.domain.casework.posts import check_post
from services.grants.domain.casework.reviews import OwnDecision
from services.grants.domain.codes import ComplaintStage
from services.grants.domain.policy.sources import Sources
from shared.problems import InvalidInput, WrongState

OMBUDSMAN: ComplaintStage = "ombudsman"


def to_make(
    complaint: Complaint, state: State, history: History, sources: Sources
) -> ComplaintMade:
    """The complaint with the post that answers it; refused out of turn, or where it is not heard."""
    if history.complaint is not None:
        raise WrongState("a complaint waits for its answer")
    unconsidered = sources.rules.complaints.unapproved_works
    if complaint.about is ComplaintAbout.UNAPPROVED_WORKS and unconsidered is not None:
        raise InvalidInput.at("/about", f"it is not considered ({unconsidered.clause})")
    if complaint.about is ComplaintAbout.DECISION:
        _check_decision(complaint, state, history)
    stages = tuple(open_stages(complaint.about, history, sources))
    if complaint.stage not in stages:
        says = f"now {' or '.join(stages)}" if stages else "the ombudsman has answered it"
        raise InvalidInput.at("/stage", says)
    of_decision = complaint.about is ComplaintAbout.DECISION
    known = {each.stage: each for each in sources.complaint_stages(of_decision=of_decision)}
    return ComplaintMade(**dict(complaint), answered_by=known[complaint.stage].answered_by)


def _check_decision(complaint: Complaint, state: State, history: History) -> None:
    """Of a refusal a review comes first (Gloucester 9, Stroud App 4 11, Cannock Chase 12(k))."""
    if history.decided_on is None:
        raise WrongState("nothing is decided that could be complained about")
    if complaint.made_on < history.decided_on:
        raise InvalidInput.at("/made_on", f"not before the decision on {history.decided_on}")
    reviewed = any(isinstance(r.entry, ReviewAnswered) for r in history.since_decided)
    if state is State.REFUSED and not reviewed:
        raise WrongState("a review of the refusal comes first")


def open_stages(
    about: ComplaintAbout, history: History, sources: Sources
) -> Iterator[ComplaintStage]:
    """At which stages somebody can complain now: the next one, or a first one anew."""
    of_decision = about is ComplaintAbout.DECISION
    stages = [each.stage for each in sources.complaint_stages(of_decision=of_decision)]
    taken = [c.stage for c in _made(about, history)]
    following = stages.index(taken[-1]) + 1 if taken else 0
    wanted = stages[following : following + 1]
    if following and not of_decision:
        wanted = [stages[0], *wanted]
    if sources.rules.complaints.ombudsman_at_once is not None and OMBUDSMAN not in taken:
        wanted = [*wanted, OMBUDSMAN]
    yield from dict.fromkeys(wanted)


def following_stage(made: ComplaintMade, sources: Sources) -> ComplaintStage | None:
    """Who can be asked after the answer at this stage; None after the ombudsman's."""
    of_decision = made.about is ComplaintAbout.DECISION
    stages = [each.stage for each in sources.complaint_stages(of_decision=of_decision)]
    return next(iter(stages[stages.index(made.stage) + 1 :]), None)


def _made(about: ComplaintAbout, history: History) -> list[ComplaintMade]:
    """The complaints so far, of a decision those since it was made."""
    records = history.since_decided if about is ComplaintAbout.DECISION else history.standing
    made = [r.entry for r in records if isinstance(r.entry, ComplaintMade)]
    return [complaint for complaint in made if complaint.about is about]


def to_answer(answer: ComplaintAnswer, state: State, history: History, by: str) -> ComplaintMade:
    """The complaint that is answered so, in the post that the policy names for its stage.

    Refused to who decided or answered a stage before; the ombudsman's own finding anybody records
    who holds the post.
    """
    made = history.complaint
    if made is None:
        raise WrongState("no complaint waits for an answer")
    if answer.answered_on < made.made_on:
        raise InvalidInput.at("/answered_on", f"not before it was made on {made.made_on}")
    if made.stage != OMBUDSMAN and by in _who_decided(history):
        raise OwnDecision
    check_post(answer.by, made.answered_by, made.stage)
    again = any(remedy.kind is RemedyKind.DECIDE_AGAIN for remedy in answer.remedies)
    if again and not (made.about is ComplaintAbout.DECISION and state is State.REFUSED):
        raise InvalidInput.at(
            "/remedies", "only a refusal that was complained about is decided again"
        )
    return made


def _who_decided(history: History) -> set[str]:
    kinds = (Decided, ReviewAnswered, ComplaintAnswered)
    decided = [r for r in history.standing if isinstance(r.entry, Decided)][-1:]
    return {r.by for r in (*decided, *history.since_decided) if isinstance(r.entry, kinds)}


@dataclass(frozen=True, slots=True)
class Promised:
    """A remedy, the day on which it was promised, and in which post it is confirmed."""

    on: dt.date
    remedy: Remedy
    confirmed_by: str | None


def outstanding(history: History) -> tuple[Promised, ...]:
    """The remedies that were promised and are not carried out, the nearest first."""
    promised: dict[RemedyKind, Promised] = {}
    stage: ComplaintStage | None = None
    for record in history.standing:
        if isinstance(record.entry, ComplaintMade):
            stage = record.entry.stage
        elif isinstance(record.entry, ComplaintAnswered):
            day, by = record.entry.answered_on, record.entry.by if stage == OMBUDSMAN else None
            promised |= {r.kind: Promised(day, r, by) for r in record.entry.remedies}
        elif isinstance(record.entry, RemedyCarriedOut):
            promised.pop(record.entry.kind, None)
        elif isinstance(record.entry, Decided):
            promised.pop(RemedyKind.DECIDE_AGAIN, None)
    return tuple(sorted(promised.values(), key=lambda each: each.remedy.by))


def check_carried_out(done: RemedyCarriedOut, history: History) -> None:
    """Refuse what was not promised; that it is decided again shows in the decision itself.

    What the ombudsman asked for is confirmed in the post that answers to them.
    """
    promised = {each.remedy.kind: each for each in outstanding(history)}
    if done.kind is RemedyKind.DECIDE_AGAIN or done.kind not in promised:
        raise InvalidInput.at("/kind", "no such remedy is outstanding")
    remedy = promised[done.kind]
    if done.done_on < remedy.on:
        raise InvalidInput.at("/done_on", f"not before it was promised on {remedy.on}")
    check_post(done.by, remedy.confirmed_by, done.kind)
