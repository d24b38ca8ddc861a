"""A survey of a home that counts no more: it stays to be read, and the home is as the others have it."""

import uuid

from sqlalchemy import select

from services.register import data
from services.register.domain.provenance import Basis, Source
from services.register.domain.recording import KeptSurvey, without
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
    wanted = select(HomeSurvey).where(HomeSurvey.home_id == home.id).order_by(HomeSurvey.number)
    surveys = (await uow.session.scalars(wanted)).all()
    gone = {survey.number, *(each.takes_back for each in surveys)}
    others = [_kept(s) for s in surveys if s.takes_back is None and s.number not in gone]
    keep_record(home, without(record_of(home), _kept(survey), others, data.catalogue()), uow.today)
    source = Source(basis=Basis(survey.basis), on=uow.today)
    nothing = Incoming(SurveyKind.TAKEN_BACK, {}, source)
    uow.add(kept_survey(uow, home, nothing, len(surveys) + 1, takes_back=survey.number))


def _kept(row: HomeSurvey) -> KeptSurvey:
    source = Source(basis=Basis(row.basis), on=row.surveyed_on)
    return KeptSurvey(row.answers, source, row.adaptations)
