"""A survey of a home that counts no more: it stays to be read, and the home is as the others have it."""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from services.register import data
from services.register.domain.provenance import Basis, Source
from services.register.domain.recording import HomeRecord, KeptSurvey, without
from services.register.domain.surveying import SurveyKind
from services.register.homes.commands import Incoming, keep_record, kept_survey, record_of
from services.register.tables import HomeSurvey, RegisteredHome
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound


async def take_back_survey(uow: UnitOfWork, survey_id: uuid.UUID) -> None:
    """Have a survey count no more: what it alone said of the home is as the others have it."""
    survey = await uow.read(HomeSurvey, survey_id)
    home = await uow.find(RegisteredHome, survey.home_id)
    if home is None:
        raise NotFound
    await uow.session.flush()  # what this command added before is among the others
    surveys = await surveys_of(uow, home)
    others = [each for each in counting(surveys) if each.number != survey.number]
    keep_record(home, record_without(home, [survey], others), uow.today)
    source = Source(basis=Basis(survey.basis), on=uow.today)
    nothing = Incoming(SurveyKind.TAKEN_BACK, {}, source)
    uow.add(kept_survey(uow, home, nothing, len(surveys) + 1, takes_back=survey.number))


async def surveys_of(uow: UnitOfWork, home: RegisteredHome) -> Sequence[HomeSurvey]:
    """The surveys of a home in their order, also those that count no more."""
    wanted = select(HomeSurvey).where(HomeSurvey.home_id == home.id).order_by(HomeSurvey.number)
    return (await uow.session.scalars(wanted)).all()


def counting(surveys: Sequence[HomeSurvey]) -> list[HomeSurvey]:
    """Those of a home's surveys that count."""
    gone = {each.takes_back for each in surveys}
    return [each for each in surveys if each.takes_back is None and each.number not in gone]


def record_without(
    home: RegisteredHome, gone: Iterable[HomeSurvey], others: Iterable[HomeSurvey]
) -> HomeRecord:
    """What is known of a home by the others of its surveys."""
    kept = [_kept(each) for each in others]
    return without(record_of(home), [_kept(each) for each in gone], kept, data.catalogue())


def _kept(row: HomeSurvey) -> KeptSurvey:
    source = Source(basis=Basis(row.basis), on=row.surveyed_on)
    return KeptSurvey(row.answers, source, row.adaptations)
