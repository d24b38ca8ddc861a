"""Providers' files: begun, taken in part by part, finished."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, insert, select, update

from services.register.commands.homes import (
    Incoming,
    answers_of,
    categorise_again,
    kept_survey,
    merge_answers,
)
from services.register.domain.listing import Occupancy
from services.register.domain.provenance import Basis, Source
from services.register.domain.provider_rows import RowReport
from services.register.domain.surveying import LoadAsked, Outcome, SurveyKind
from services.register.tables import FileLoad, HomeSurvey, LoadedRow, RegisteredHome
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import OutOfReach

WORKED_OUT = (
    "survey",
    "sources",
    "surveyed_on",
    "category",
    "categorisation",
    "fitness",
    "fitness_by",
)
KEPT = ("id", "district", "consents_to_adaptation", "survey", "sources", "surveyed_on")


class Job(NamedTuple):
    """One row and what the register has of its home, for another process to work on."""

    home: dict[str, Any]
    answers: dict[str, Any]
    source: Source
    today: dt.date


Prepared = list[dict[str, Any] | None]
Prepare = Callable[[Sequence[Job]], Awaitable[Prepared]]
"""Has jobs prepared, wherever that is done."""


async def begin_load(work: UnitOfWork, asked: LoadAsked, size: int) -> FileLoad:
    """Note that a provider's file of so many bytes is being taken in."""
    work.concerns(asked.district)
    if work.reach.provider not in {None, asked.provider_id}:
        raise OutOfReach(f"you may enter homes of {work.reach.provider} only")
    load = FileLoad(
        id=work.new_id("load"),
        district=asked.district,
        provider_id=asked.provider_id,
        basis=asked.basis,
        bytes=size,
        by=work.reach.principal,
        rows=0,
        entered=0,
        updated=0,
        unchanged=0,
        refused=0,
        started_at=work.now,
        progressed_at=work.now,
    )
    work.add(load)
    return load


async def take_rows(
    work: UnitOfWork, load_id: uuid.UUID, reports: Sequence[RowReport], prepared: Prepare
) -> None:
    """Take a part of the file in: each row whole or not at all, and a report of each."""
    load = (await work.session.scalars(select(FileLoad).where(FileLoad.id == load_id))).one()
    work.concerns(load.district)
    known = await _known(work, [r.uprn for r in reports if r.uprn])
    usable = {
        r.row: known.get(r.uprn or "") or _new_home(load, r)
        for r in reports
        if r.home is not None and not _foreign(known.get(r.uprn or ""), load)
    }
    rows = [r for r in reports if r.row in usable]
    jobs = [_job(load, r, usable[r.row], work.today) for r in rows]
    found = dict(zip((r.row for r in rows), await prepared(jobs), strict=True))
    outcomes = {r.row: _outcome(r, usable.get(r.row), found.get(r.row), known) for r in reports}
    changed = [(r, usable[r.row], made) for r in rows if (made := found[r.row]) is not None]
    await _keep(work, load, changed, known)
    await work.session.execute(
        insert(LoadedRow), [_row(load, r, usable.get(r.row), outcomes[r.row]) for r in reports]
    )
    counted = Counter(outcomes.values())
    await work.session.execute(
        update(FileLoad)
        .where(FileLoad.id == load_id)
        .values(
            rows=FileLoad.rows + len(reports),
            progressed_at=work.now,
            **{outcome: getattr(FileLoad, outcome) + counted[outcome] for outcome in Outcome},
        )
    )


async def finish_load(work: UnitOfWork, load_id: uuid.UUID, failure: str | None) -> None:
    """The file is at its end, or could not be read to it."""
    load = await work.load(FileLoad, load_id)
    work.concerns(load.district)
    load.finished_at = load.progressed_at = work.now
    load.failure = failure


def prepare(jobs: Sequence[Job]) -> Prepared:
    """What becomes of each home; None where the row changes nothing."""
    return [_prepared(job) for job in jobs]


def _prepared(job: Job) -> dict[str, Any] | None:
    home = RegisteredHome(**job.home)
    before = home.survey
    merge_answers(home, job.answers, job.source)
    if home.survey == before:
        return None
    categorise_again(home, job.today)
    return {name: getattr(home, name) for name in WORKED_OUT}


def _job(load: FileLoad, report: RowReport, home: RegisteredHome, today: dt.date) -> Job:
    """A row that does not say when it was surveyed is no more than the landlord's claim."""
    on, basis = report.surveyed_on, Basis(load.basis)
    usable = on is not None and on <= today
    source = Source(
        basis=basis if usable else Basis.LANDLORD_CLAIM, on=on if on and usable else today
    )
    answers = answers_of(report.home) if report.home else {}
    return Job({name: getattr(home, name) for name in KEPT}, answers, source, today)


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


async def _known(work: UnitOfWork, uprns: Sequence[str]) -> dict[str, RegisteredHome]:
    """Homes by UPRN, locked as far as they may be changed."""
    wanted = select(RegisteredHome).where(RegisteredHome.uprn.in_(uprns))
    wanted = wanted.order_by(RegisteredHome.uprn)
    await work.session.scalars(wanted.with_for_update())
    return {home.uprn: home for home in await work.session.scalars(wanted)}


def _foreign(home: RegisteredHome | None, load: FileLoad) -> bool:
    """Whether the home is registered already, but not as this provider's in this district."""
    whose = (load.provider_id, load.district)
    return home is not None and (home.provider_id, home.district) != whose


def _outcome(
    report: RowReport,
    home: RegisteredHome | None,
    found: Mapping[str, Any] | None,
    known: Mapping[str, RegisteredHome],
) -> Outcome:
    if home is None:
        return Outcome.REFUSED
    if report.uprn not in known:
        return Outcome.ENTERED
    return Outcome.UNCHANGED if found is None else Outcome.UPDATED


async def _keep(
    work: UnitOfWork,
    load: FileLoad,
    changed: Sequence[tuple[RowReport, RegisteredHome, Mapping[str, Any]]],
    known: Mapping[str, RegisteredHome],
) -> None:
    """Write new homes, changed ones and their surveys."""
    numbers = await _surveys_so_far(work, [home.id for _, home, _ in changed])
    surveys = []
    for report, home, found in changed:
        for name, value in found.items():
            setattr(home, name, value)
        job = _job(load, report, home, work.today)
        incoming = Incoming(SurveyKind.FILE, job.answers, job.source)
        surveys.append(kept_survey(work, home, incoming, numbers.get(home.id, 0) + 1))
        if report.uprn not in known:
            work.add(home)
    await work.session.flush()
    work.session.add_all(surveys)


async def _surveys_so_far(work: UnitOfWork, homes: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    counted = (
        select(HomeSurvey.home_id, func.count())
        .where(HomeSurvey.home_id.in_(homes))
        .group_by(HomeSurvey.home_id)
    )
    return dict(list(await work.session.execute(counted)))


def _row(
    load: FileLoad, report: RowReport, home: RegisteredHome | None, outcome: Outcome
) -> dict[str, Any]:
    foreign = "the home is registered by another provider or in another district"
    return {
        "load_id": load.id,
        "row": report.row,
        "district": load.district,
        "provider_id": load.provider_id,
        "outcome": outcome,
        "uprn": report.uprn,
        "home_id": home.id if home else None,
        "refused": report.refused or (None if home else foreign),
        "remarks": [remark.model_dump(mode="json") for remark in report.remarks],
    }
