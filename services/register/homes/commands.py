"""Homes: entered, surveyed, empty or lived in."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import func, select

from services.register.domain.listing import Entry, Occupancy, check_entry
from services.register.domain.provenance import Basis, Source
from services.register.domain.recording import (
    BESIDE_THE_ANSWERS,
    HomeRecord,
    answers_of,
)
from services.register.domain.surveying import SurveyKind, Taken, check_communal, check_measured
from services.register.in_force.fitness import facts_of, worked_out
from services.register.tables import HomeSurvey, RegisteredHome
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, NotFound


class Incoming(NamedTuple):
    """Answers on their way into a home's record, and where they come from."""

    kind: SurveyKind
    answers: Mapping[str, Any]
    source: Source
    adaptations: tuple[str, ...] = ()
    """Of works: which adaptations of the catalogue they were."""


async def register_home(uow: UnitOfWork, entry: Entry) -> RegisteredHome:
    """Enter a surveyed home: it is categorised by the rules at once."""
    uow.concerns(entry.district)
    check_entry(entry, uow.reach.provider)
    home = RegisteredHome(
        id=uow.new_id("home"),
        district=entry.district,
        provider_id=entry.provider_id,
        uprn=entry.uprn,
        occupancy=entry.occupancy,
        vacated_on=[uow.today] if entry.occupancy is Occupancy.EMPTY else [],
        consents_to_adaptation=entry.consents_to_adaptation,
        pictures=[],
        survey=entry.survey.model_dump(
            mode="json", exclude_unset=True, include=set(BESIDE_THE_ANSWERS)
        ),
        sources={},
    )
    source = Source(basis=Basis.SURVEYED, on=uow.today)
    await record_answers(uow, home, Incoming(SurveyKind.VISIT, answers_of(entry.survey), source))
    uow.add(home)
    return home


async def take_survey(uow: UnitOfWork, home_id: uuid.UUID, taken: Taken) -> RegisteredHome:
    """Take a survey in: each answer stands unless a better founded one does already."""
    home = await own_home(uow, home_id)
    _not_ahead(uow, taken)
    check_measured(taken)
    incoming = Incoming(SurveyKind.VISIT, answers_of(taken.answers), taken.source)
    await record_answers(uow, home, incoming)
    return home


async def survey_block(
    uow: UnitOfWork, district: str, provider_id: str, block: str, taken: Taken
) -> list[RegisteredHome]:
    """Survey a block's communal parts once, for all of its homes."""
    uow.concerns(district)
    _not_ahead(uow, taken)
    check_communal(taken)
    homes = await locked_homes(
        uow,
        RegisteredHome.district == district,
        RegisteredHome.provider_id == provider_id,
        RegisteredHome.block == block,
    )
    if not homes:
        raise NotFound
    incoming = Incoming(SurveyKind.BLOCK, answers_of(taken.answers), taken.source)
    for home in homes:
        await record_answers(uow, home, incoming)
    return homes


def set_occupancy(home: RegisteredHome, occupancy: Occupancy, on: dt.date) -> None:
    """Whether the home is empty from the day on; each day on which it became so is kept."""
    if occupancy is Occupancy.EMPTY and home.occupancy != Occupancy.EMPTY:
        home.vacated_on = [*home.vacated_on, on]
        home.let_by = None
    home.occupancy = occupancy


async def record_answers(uow: UnitOfWork, home: RegisteredHome, incoming: Incoming) -> HomeSurvey:
    """Merge answers into the home's record, categorise it again and keep the survey."""
    keep_record(home, record_of(home).with_answers(incoming.answers, incoming.source), uow.today)
    await uow.session.flush()  # what this command added before is counted too
    before = select(func.count()).where(HomeSurvey.home_id == home.id)
    number = (await uow.session.scalar(before) or 0) + 1
    survey = kept_survey(uow, home, incoming, number)
    uow.add(survey)
    return survey


def record_of(home: RegisteredHome) -> HomeRecord:
    """What is known of the home, each answer with its source."""
    sources = {at: Source.model_validate(one) for at, one in home.sources.items()}
    return HomeRecord(home.survey, sources, home.surveyed_on)


def keep_record(home: RegisteredHome, record: HomeRecord, today: dt.date) -> None:
    """Keep what is known of the home now, and what the rules make of it."""
    home.survey, home.surveyed_on = dict(record.survey), record.surveyed_on
    home.sources = {at: one.model_dump(mode="json") for at, one in record.sources.items()}
    categorise_again(home, today)


def categorise_again(home: RegisteredHome, today: dt.date) -> None:
    """Keep what the rules make of the home as it is known now."""
    now = worked_out(facts_of(home), today)
    home.category, home.categorisation = now.category, now.categorisation
    home.fitness, home.fitness_by = now.fitness, now.fitness_by


def kept_survey(
    uow: UnitOfWork,
    home: RegisteredHome,
    incoming: Incoming,
    number: int,
    takes_back: int | None = None,
) -> HomeSurvey:
    """The survey as it came in, with the category that the home has after it."""
    return HomeSurvey(
        id=uuid.uuid5(uow.cause, f"survey {number} of {home.id}"),
        home_id=home.id,
        district=home.district,
        provider_id=home.provider_id,
        number=number,
        kind=incoming.kind,
        basis=incoming.source.basis,
        surveyed_on=incoming.source.on,
        by=uow.reach.principal,
        recorded_at=uow.now,
        answers=dict(incoming.answers),
        takes_back=takes_back,
        category=home.category,
        adaptations=incoming.adaptations,
    )


async def own_home(uow: UnitOfWork, home_id: uuid.UUID) -> RegisteredHome:
    """A home that the caller may change, locked."""
    home = await uow.load(RegisteredHome, home_id)
    uow.concerns(home.district)
    return home


async def locked_homes(uow: UnitOfWork, *wanted: Any) -> list[RegisteredHome]:
    """Homes that the caller may change, locked in one order."""
    found = select(RegisteredHome).where(*wanted).order_by(RegisteredHome.id).with_for_update()
    return list(await uow.session.scalars(found))


def _not_ahead(uow: UnitOfWork, taken: Taken) -> None:
    if taken.surveyed_on > uow.today:
        raise InvalidInput.at("/surveyed_on", "lies in the future")
