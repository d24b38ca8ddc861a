"""The diary of a case as its officers see it."""

import uuid

from services.grants.domain.casework import diary
from services.grants.domain.casework.diary import Line
from services.grants.domain.casework.entries_of_decants import (
    Decant,
    Decanted,
    DecantEnded,
    Return,
)
from services.grants.domain.casework.entries_of_servicing import (
    Service,
    Serviced,
    Servicing,
    ServicingArranged,
)
from services.grants.domain.casework.entries_of_visits import (
    Fault,
    FaultFound,
    FaultPutRight,
    PutRight,
    Visit,
    VisitHeld,
    VisitPlan,
    VisitPlanned,
)
from services.grants.domain.casework.entry import Number
from services.grants.domain.casework.history import History
from services.grants.domain.codes import VisitKind
from services.grants.in_force import law
from services.grants.record import read_case
from shared.persistence.reading import Reading
from shared.schema import Date, Flag, Model


class DiaryLine(Model):
    """A line of the diary."""

    number: Number
    """The entry, by its number in the case's history."""


class PlanLine(DiaryLine):
    """A visit that is planned and not recorded yet."""

    plan: VisitPlan
    """What it is for, when, and who makes it."""


class VisitLine(DiaryLine):
    """A visit that was made."""

    visit: Visit
    """Who was there, and what was found."""


class FaultLine(DiaryLine):
    """Something that was found wrong."""

    fault: Fault
    """What is wrong, and until when it is put right."""
    put_right: PutRight | None
    """How it was put right; null before that."""


class DecantLine(DiaryLine):
    """A stay of the household elsewhere."""

    decant: Decant
    """From when, until when, and in what kind of place."""
    considered_under: str | None
    """The clause under which a cost that is claimed is considered by itself; null: nothing is claimed.

    No policy here has a clause that pays for it.
    """
    returned: Return | None
    """When they came back; null before that."""


class ServicingLine(DiaryLine):
    """Equipment that is serviced."""

    servicing: Servicing
    """Who services it, how often, until when."""
    services: tuple[Service, ...]
    """Each time that it was serviced, in order."""
    next_due: Date | None
    """When it is due again; null once the arrangement has ended."""


class Diary(Model):
    """What is planned and recorded about the works on site; what was struck out is in the history."""

    planned: tuple[PlanLine, ...]
    """Visits that are to be made, in the order in which they were planned."""
    visits: tuple[VisitLine, ...]
    """Visits that were made, in order."""
    supervised: Flag
    """Whether somebody has visited the works while in progress, as each major one is (6.15)."""
    faults: tuple[FaultLine, ...]
    """What was found wrong, in order."""
    decants: tuple[DecantLine, ...]
    """When the household lived elsewhere, in order."""
    servicing: tuple[ServicingLine, ...]
    """The servicing diary, in order."""


async def diary_of(reading: Reading, case_id: uuid.UUID) -> Diary:
    """The diary of a case."""
    history = (await read_case(reading, case_id)).history
    held = diary.lines(history, VisitHeld, FaultFound)
    in_progress = {VisitKind.PROGRESS, VisitKind.JOINT}
    return Diary(
        planned=tuple(
            PlanLine(number=line.number, plan=VisitPlan(**dict(line.entry)))
            for line in diary.lines(history, VisitPlanned, VisitHeld)
            if not line.since
        ),
        visits=tuple(VisitLine(number=v.number, visit=Visit(**dict(v.entry))) for v in held),
        supervised=any(line.entry.kind in in_progress for line in held),
        faults=tuple(_fault(line) for line in diary.lines(history, FaultFound, FaultPutRight)),
        decants=tuple(
            _decant(line, history) for line in diary.lines(history, Decanted, DecantEnded)
        ),
        servicing=tuple(
            _servicing(line) for line in diary.lines(history, ServicingArranged, Serviced)
        ),
    )


def _fault(line: Line[FaultFound, FaultPutRight]) -> FaultLine:
    ended = PutRight(**dict(line.since[0])) if line.since else None
    return FaultLine(number=line.number, fault=Fault(**dict(line.entry)), put_right=ended)


def _decant(line: Line[Decanted, DecantEnded], history: History) -> DecantLine:
    claimed = line.entry.claimed is not None
    return DecantLine(
        number=line.number,
        decant=Decant(**dict(line.entry)),
        considered_under=law.sources_of(history).step("exceptions") if claimed else None,
        returned=Return(**dict(line.since[0])) if line.since else None,
    )


def _servicing(line: Line[ServicingArranged, Serviced]) -> ServicingLine:
    return ServicingLine(
        number=line.number,
        servicing=Servicing(**dict(line.entry)),
        services=tuple(Service(**dict(each)) for each in line.since),
        next_due=diary.next_due(line),
    )
