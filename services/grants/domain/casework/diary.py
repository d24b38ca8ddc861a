"""What stands in a case's diary: visits, what is to be put right, stays elsewhere, servicing.

Each item runs as a time of the case until it is done: so it is listed, warned of and told as late.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from services.grants.domain.casework.clocks import Clock
from services.grants.domain.casework.entries_of_decants import Decant, Decanted, DecantEnded, Return
from services.grants.domain.casework.entries_of_servicing import (
    Service,
    Serviced,
    ServicingArranged,
)
from services.grants.domain.casework.entries_of_visits import (
    Fault,
    FaultFound,
    FaultPutRight,
    VisitHeld,
    VisitPlanned,
)
from services.grants.domain.casework.entry import Entry, Following
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State
from services.grants.domain.codes import Time, VisitKind
from shared.calendar import add_months, legal_date
from shared.problems import InvalidInput, WrongState

E = TypeVar("E", bound=Entry)
F = TypeVar("F", bound=Following)

VISITS = {
    VisitKind.SURVEY: "guidance B96",
    VisitKind.PRE_START: "guidance 6.10",
    VisitKind.PROGRESS: "guidance 6.15",
    VisitKind.JOINT: "guidance 6.15",
    VisitKind.COMPLETION: "guidance 6.17",
}
"""What a visit is made for, with the clause."""
FAULTS, ELSEWHERE, SERVICING = "guidance B134", "guidance A", "guidance 5.27"


@dataclass(frozen=True, slots=True)
class Line(Generic[E, F]):
    """An entry of the diary with its number, the day of its recording, and what came of it."""

    number: int
    on: dt.date
    entry: E
    since: tuple[F, ...]


def lines(history: History, kind: type[E], since: type[F]) -> tuple[Line[E, F], ...]:
    """Each entry of a kind that stands, in order, with those of the other kind that followed it."""
    standing = history.standing
    return tuple(
        Line(
            r.number,
            legal_date(r.at),
            r.entry,
            tuple(
                f.entry
                for f in standing
                if isinstance(f.entry, since) and f.entry.about == r.number
            ),
        )
        for r in standing
        if isinstance(r.entry, kind)
    )


def named(history: History, number: int, kind: type[E], since: type[F]) -> Line[E, F]:
    """The entry of that number in the case's history. Raises `InvalidInput`."""
    for line in lines(history, kind, since):
        if line.number == number:
            return line
    raise InvalidInput.at("/about", f"no {kind.KIND.replace('_', ' ')} that counts has this number")


def open_one(history: History, number: int, kind: type[E], since: type[F]) -> E:
    """The same, of which nothing has come yet. Raises `WrongState` otherwise."""
    line = named(history, number, kind, since)
    if line.since:
        raise WrongState("that is recorded already: strike it out first if it was a mistake")
    return line.entry


def faults(history: History) -> tuple[FaultFound, ...]:
    """What is still to be put right."""
    return tuple(line.entry for line in lines(history, FaultFound, FaultPutRight) if not line.since)


def next_due(arranged: Line[ServicingArranged, Serviced]) -> dt.date | None:
    """When equipment is to be serviced next; none once the arrangement has ended."""
    entry = arranged.entry
    last = max((each.serviced_on for each in arranged.since), default=None)
    due = entry.first_due if last is None else add_months(last, entry.every_months)
    return due if due <= entry.until else None


def clocks(state: State, history: History) -> Iterator[Clock]:
    """What of the diary is to be done, each with its last day: servicing outlives the case."""
    found = [*_servicing(history)]
    if state is not State.CLOSED:
        found += [*_visits(history), *_faults(history), *_elsewhere(history)]
    yield from {(clock.limit, clock.by): clock for clock in found}.values()


def _visits(history: History) -> Iterator[Clock]:
    for line in lines(history, VisitPlanned, VisitHeld):
        if not line.since:
            yield _clock("visit", line.on, line.entry.on, VISITS[line.entry.kind])


def _faults(history: History) -> Iterator[Clock]:
    for line in lines(history, FaultFound, FaultPutRight):
        if not line.since:
            yield _clock("fault", line.on, line.entry.by, FAULTS)


def _elsewhere(history: History) -> Iterator[Clock]:
    for line in lines(history, Decanted, DecantEnded):
        if not line.since:
            yield _clock("decant", line.entry.since, line.entry.until, ELSEWHERE)


def _servicing(history: History) -> Iterator[Clock]:
    for line in lines(history, ServicingArranged, Serviced):
        due = next_due(line)
        if due is not None:
            starts = max((s.serviced_on for s in line.since), default=line.entry.installed_on)
            yield _clock("servicing", starts, due, SERVICING)


def _clock(limit: Time, started_on: dt.date, by: dt.date, clause: str) -> Clock:
    return Clock(limit, min(started_on, by), by, clause)


def check_fault(fault: Fault, visit: VisitHeld) -> None:
    """It is put right after it was seen (guidance B134)."""
    if fault.by < visit.held_on:
        raise InvalidInput.at("/by", f"not before the visit on {visit.held_on}")


def check_stay(decant: Decant) -> None:
    """A stay elsewhere has a beginning and an end (guidance A)."""
    if decant.until < decant.since:
        raise InvalidInput.at("/until", "not before they leave")


def check_return(back: Return, decant: Decanted) -> None:
    """Nobody is back before they left (guidance A)."""
    if back.returned_on < decant.since:
        raise InvalidInput.at("/returned_on", f"not before they left on {decant.since}")


def check_service(service: Service, arranged: ServicingArranged) -> None:
    """What was installed is serviced after that (guidance 5.27)."""
    if service.serviced_on < arranged.installed_on:
        says = f"not before its installation on {arranged.installed_on}"
        raise InvalidInput.at("/serviced_on", says)
