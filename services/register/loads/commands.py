"""Providers' files: begun, taken in part by part, finished."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, insert, select, update

from services.register.domain.home import Home, LandlordKind
from services.register.domain.listing import Occupancy
from services.register.domain.provenance import Basis, Source, source_of
from services.register.domain.provider_rows import RowReport
from services.register.domain.recording import answers_of
from services.register.domain.surveying import (
    LoadAsked,
    Outcome,
    SurveyKind,
    landlord_from_sender,
)
from services.register.homes.commands import (
    Incoming,
    keep_record,
    kept_survey,
    record_of,
)
from services.register.tables import FileLoad, HomeSurvey, LoadedRow, RegisteredHome
from shared.persistence.pieces import demand_room
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import OutOfReach

_FOREIGN = "the home is registered by another provider or in another district"


class _Taken(NamedTuple):
    """What came of one row; `incoming` where it changed its home, or is the home's first."""

    report: RowReport
    outcome: Outcome
    home: RegisteredHome | None = None
    incoming: Incoming | None = None
    refused: str | None = None


async def begin_load(uow: UnitOfWork, asked: LoadAsked, size: int) -> FileLoad:
    """Note that a provider's file of so many bytes is being taken in."""
    uow.concerns(asked.district)
    if uow.reach.provider not in {None, asked.provider_id}:
        raise OutOfReach(f"you may enter homes of {uow.reach.provider} only")
    await demand_room(uow, FileLoad.by, FileLoad.finished_at)
    load = FileLoad(
        id=uow.new_id("load"),
        district=asked.district,
        provider_id=asked.provider_id,
        basis=asked.basis,
        landlord_kind=asked.landlord_kind,
        bytes=size,
        by=uow.reach.principal,
        rows=0,
        entered=0,
        updated=0,
        unchanged=0,
        refused=0,
        passed_over=[],
        started_at=uow.now,
        progressed_at=uow.now,
    )
    uow.add(load)
    return load


async def note_passed_over(uow: UnitOfWork, load_id: uuid.UUID, what: Sequence[str]) -> None:
    """Columns and sheets of the file that no home is read from."""
    load = await uow.load(FileLoad, load_id)
    uow.concerns(load.district)
    load.passed_over = list(what)
    load.progressed_at = uow.now


async def take_rows(uow: UnitOfWork, load_id: uuid.UUID, reports: Sequence[RowReport]) -> None:
    """Take a part of the file in: each row whole or not at all, and a report of each."""
    load = (await uow.session.scalars(select(FileLoad).where(FileLoad.id == load_id))).one()
    uow.concerns(load.district)
    known = await _known(uow, [r.uprn for r in reports if r.home and r.uprn])
    taken = [_taken(load, r, known.get(r.uprn or ""), uow.today) for r in reports]
    await _keep(uow, taken)
    await uow.session.execute(insert(LoadedRow), [_row(load, one) for one in taken])
    counted = Counter(one.outcome for one in taken)
    await uow.session.execute(
        update(FileLoad)
        .where(FileLoad.id == load_id)
        .values(
            rows=FileLoad.rows + len(reports),
            progressed_at=uow.now,
            **{outcome: getattr(FileLoad, outcome) + counted[outcome] for outcome in Outcome},
        )
    )


async def finish_load(uow: UnitOfWork, load_id: uuid.UUID, failure: str | None) -> None:
    """The file is at its end, or could not be read to it."""
    load = await uow.load(FileLoad, load_id)
    uow.concerns(load.district)
    load.finished_at = load.progressed_at = uow.now
    load.failure = failure


def _taken(
    load: FileLoad, report: RowReport, known: RegisteredHome | None, today: dt.date
) -> _Taken:
    if report.home is None:
        return _Taken(report, Outcome.REFUSED, refused=report.refused)
    if known and (known.provider_id, known.district) != (load.provider_id, load.district):
        return _Taken(report, Outcome.REFUSED, refused=_FOREIGN)
    home = known or _new_home(load, report)
    incoming = _incoming(load, report, report.home, today)
    if not _changed(load, home, incoming, today):
        return _Taken(report, Outcome.UNCHANGED, home)
    return _Taken(report, Outcome.UPDATED if known else Outcome.ENTERED, home, incoming)


def _changed(load: FileLoad, home: RegisteredHome, incoming: Incoming, today: dt.date) -> bool:
    """Merge the answers in and categorise again, unless the survey stays as it is."""
    kind = LandlordKind(load.landlord_kind)
    claim = Source(basis=Basis.LANDLORD_CLAIM, on=incoming.source.on)
    told = record_of(home).with_answers(incoming.answers, incoming.source)
    landlord = landlord_from_sender(told.survey, kind, load.provider_id)
    record = told.with_answers(landlord, claim)
    if record.survey == home.survey:
        return False
    keep_record(home, record, today)
    return True


def _incoming(load: FileLoad, report: RowReport, survey: Home, today: dt.date) -> Incoming:
    source = source_of(report.surveyed_on, Basis(load.basis), today)
    return Incoming(SurveyKind.FILE, answers_of(survey), source)


def _new_home(load: FileLoad, report: RowReport) -> RegisteredHome:
    return RegisteredHome(
        id=uuid.uuid5(load.id, report.uprn or ""),
        district=load.district,
        provider_id=load.provider_id,
        uprn=report.uprn,
        occupancy=Occupancy.OCCUPIED,
        vacated_on=[],
        pictures=[],
        survey={},
        sources={},
        version=1,
    )


async def _known(uow: UnitOfWork, uprns: Sequence[str]) -> dict[str, RegisteredHome]:
    """Homes by UPRN, locked as far as they may be changed, in the one order of all that lock."""
    wanted = select(RegisteredHome).where(RegisteredHome.uprn.in_(uprns))
    wanted = wanted.order_by(RegisteredHome.id)
    await uow.session.scalars(wanted.with_for_update())
    return {home.uprn: home for home in await uow.session.scalars(wanted)}


async def _keep(uow: UnitOfWork, taken: Sequence[_Taken]) -> None:
    """Write new homes, changed ones and their surveys, of which a new home has none yet."""
    changed = [(one.home, one.incoming) for one in taken if one.home and one.incoming]
    before = [one.home.id for one in taken if one.home and one.outcome is Outcome.UPDATED]
    numbers = await _surveys_so_far(uow, before)
    uow.session.add_all(home for home, _ in changed)
    await uow.session.flush()
    uow.session.add_all(
        kept_survey(uow, home, incoming, numbers.get(home.id, 0) + 1) for home, incoming in changed
    )


async def _surveys_so_far(uow: UnitOfWork, homes: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    counted = (
        select(HomeSurvey.home_id, func.count())
        .where(HomeSurvey.home_id.in_(homes))
        .group_by(HomeSurvey.home_id)
    )
    return dict(list(await uow.session.execute(counted)))


def _row(load: FileLoad, taken: _Taken) -> dict[str, Any]:
    report = taken.report
    return {
        "load_id": load.id,
        "row": report.row,
        "district": load.district,
        "provider_id": load.provider_id,
        "outcome": taken.outcome,
        "uprn": report.uprn,
        "home_id": taken.home.id if taken.home else None,
        "refused": taken.refused,
        "remarks": list(report.remarks),
    }
