"""Homes of the same design: what one of them is by design, the others are too."""

import uuid
from collections.abc import Sequence

from services.register.domain.provenance import Basis, Source
from services.register.domain.recording import HomeRecord, answers_in
from services.register.domain.surveying import SurveyKind
from services.register.homes.commands import Incoming, locked_homes, own_home, record_answers
from services.register.homes.mistaken import counting, record_without, surveys_of
from services.register.tables import RegisteredHome
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput

_OF_ONE_HOME = {"uprn", "identical_homes"}


async def copy_survey(
    uow: UnitOfWork, home_id: uuid.UUID, others: Sequence[uuid.UUID]
) -> list[RegisteredHome]:
    """Take a home's answers over to homes of the same design, which nobody has been in."""
    home = await own_home(uow, home_id)
    homes = await locked_homes(uow, RegisteredHome.id.in_(set(others) - {home_id}))
    strange = [n for n, other in enumerate(others) if other not in {h.id for h in homes}]
    if strange:
        raise InvalidInput.at(f"/homes/{strange[0]}", "no other home that you may change")
    design = await _design_of(uow, home)
    source = Source(basis=Basis.DESIGN_STANDARD, on=design.surveyed_on or uow.today)
    answers = {k: v for k, v in answers_in(design.survey).items() if k not in _OF_ONE_HOME}
    for other in homes:
        uow.concerns(other.district)
        await record_answers(uow, other, Incoming(SurveyKind.IDENTICAL_HOME, answers, source))
    return homes


async def _design_of(uow: UnitOfWork, home: RegisteredHome) -> HomeRecord:
    """What is known of a home without the works that were done in it: they are no design."""
    surveys = counting(await surveys_of(uow, home))
    works = [each for each in surveys if each.kind == SurveyKind.CERTIFIED_WORKS]
    return record_without(home, works, [each for each in surveys if each not in works])
