"""What is due by when after a decision, by the law's times and the district's."""

import datetime as dt
from collections.abc import Iterator, Mapping

from services.grants.domain.codes import Start, Time
from services.grants.domain.determination.calculation import Calculation
from services.grants.domain.outcome import Deadline
from services.grants.domain.policy.sources import Sources

_OF_A_REFUSAL: tuple[Time, ...] = ("review_request", "review_answer")
_OF_AN_APPROVAL: tuple[Time, ...] = (
    "deferral",
    "completion",
    "extension",
    "statement_of_occupation",
)
_OF_EVERY_DECISION: tuple[Time, ...] = (
    "decision",
    "supported_decision",
    "urgent_decision_target",
    "decision_target",
)


def of(calculation: Calculation) -> Iterator[Deadline]:
    """The times that bear on what was decided; on what is not decided, or not ours, none does."""
    found, case = calculation.found, calculation.found.case
    if found.outcome in ("incomplete", "not_ours"):
        return
    ours = _OF_A_REFUSAL if found.outcome == "refused" else _OF_AN_APPROVAL
    known: dict[Start, dt.date] = {
        "application": case.applied_on,
        "decision": case.decided_on,
    }
    for limit in (*_OF_EVERY_DECISION, *ours):
        yield from _deadline(limit, found.sources, known)


def _deadline(limit: Time, sources: Sources, known: Mapping[Start, dt.date]) -> Iterator[Deadline]:
    time = sources.time(limit)
    if time is None:
        return
    start = known.get(time.counted_from)
    if limit == "extension":
        start = _completion(sources, known)
    yield Deadline(
        limit=limit,
        counted_from=time.counted_from,
        within=time.text,
        by=time.after(start) if start else None,
        clause=time.clause,
    )


def _completion(sources: Sources, known: Mapping[Start, dt.date]) -> dt.date | None:
    """An extension is added to the time for completion."""
    time = sources.time("completion")
    return time.after(known["decision"]) if time else None
