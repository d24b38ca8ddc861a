"""Works certified on a case change the home in which it lives."""

import datetime as dt
import uuid
from collections.abc import Sequence

from services.register import data
from services.register.domain.adaptations import Adaptation
from services.register.domain.categorising import recorded
from services.register.domain.home import opened
from services.register.domain.provenance import Basis, Source
from services.register.domain.recording import changed_by
from services.register.domain.survey import Survey
from services.register.domain.surveying import SurveyKind
from services.register.domain.works import CertifiedWorks
from services.register.homes.commands import Incoming, record_answers
from services.register.homes.mistaken import take_back_survey
from services.register.needs.commands import keep_said, said
from services.register.tables import HomeSurvey, HouseholdNeed, RegisteredHome
from shared.contracts.grants import CertificateCorrected, WorksCertified
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput


async def say_where_case_lives(
    uow: UnitOfWork, case_id: uuid.UUID, home_id: uuid.UUID | None, reason: str | None
) -> HouseholdNeed:
    """Say in which registered home a case lives; works certified before now count for it."""
    household = await uow.load(HouseholdNeed, case_id)
    uow.concerns(household.district, case_id)
    if home_id is not None:
        home = await uow.find(RegisteredHome, home_id)
        if home is None or home.district != household.district:
            raise InvalidInput.at("/home_id", "no registered home in the district of the case")
    await live_in(uow, household, home_id, reason)
    return household


async def live_in(
    uow: UnitOfWork, household: HouseholdNeed, home_id: uuid.UUID | None, reason: str | None
) -> None:
    """Have the household live in this home or in none that is known, and never in the one before.

    The works of its case that had changed the one before count for this one.
    """
    if household.home_id not in {None, home_id}:
        await _take_back(uow, household, household.home_id, reason)
    was, household.home_id = said(household), home_id
    keep_said(uow, household, was, reason)
    home = await uow.find(RegisteredHome, home_id) if home_id else None
    if home is not None:
        await apply_certified(uow, household, home)


async def note_works(uow: UnitOfWork, event: WorksCertified) -> None:
    """Keep which works were certified, and change the home's survey where it is known."""
    uow.concerns(event.district, event.case_id)
    household = await uow.find_or_add(
        HouseholdNeed, event.case_id, district=event.district, version=1
    )
    certified = CertifiedWorks(certified_on=event.certified_on, works=event.works)
    household.certified_works = [*household.certified_works, certified]
    if household.home_id is not None:
        home = await uow.find(RegisteredHome, household.home_id)
        if home is not None:
            await apply_certified(uow, household, home)


async def take_back_works(uow: UnitOfWork, event: CertificateCorrected) -> None:
    """The certified works are not complete: the home is as its other surveys have it.

    Where it is not known which survey the works changed it by, it is surveyed for them.
    """
    uow.concerns(event.district, event.case_id)
    household = await uow.load(HouseholdNeed, event.case_id)
    *before, last = household.certified_works
    if last.survey is not None:
        await take_back_survey(uow, last.survey)
    to_survey = last.works if last.adaptations and last.survey is None else ()
    now = {"taken_back_on": event.corrected_on, "to_survey": to_survey}
    household.certified_works = [*before, last.model_copy(update=now)]


async def apply_certified(uow: UnitOfWork, household: HouseholdNeed, home: RegisteredHome) -> None:
    """Have the certified works change the home that were not applied yet."""
    settled = []
    for certified in household.certified_works:
        if certified.adaptations is not None or certified.taken_back_on is not None:
            settled.append(certified)
            continue
        chosen, unclear = _which(certified.works, home)
        survey = chosen and await adapt(uow, home, chosen, certified.certified_on)
        came_to = {"adaptations": tuple(a.code for a in chosen), "to_survey": tuple(unclear)}
        by = {"survey": survey.id if survey else None, "home_id": home.id}
        settled.append(certified.model_copy(update=came_to | by))
    household.certified_works = settled


async def _take_back(
    uow: UnitOfWork, household: HouseholdNeed, home_id: uuid.UUID, reason: str | None
) -> None:
    """Take the works of the case out of the record of a home in which it does not live."""
    there = [
        works
        for works in household.certified_works
        if works.home_id == home_id and works.taken_back_on is None
    ]
    surveys = [works.survey for works in there if works.survey is not None]
    if surveys and reason is None:
        raise InvalidInput.at("/reason", "say why: works of this case have changed the home before")
    for survey in surveys:
        await take_back_survey(uow, survey)
    household.certified_works = [
        works.unapplied() if works in there else works for works in household.certified_works
    ]


def _which(kinds: Sequence[str], home: RegisteredHome) -> tuple[list[Adaptation], list[str]]:
    """The adaptations that kinds of work came to here; kinds that could be several or none."""
    survey = Survey(recorded(opened(home.survey)))
    chosen, unclear = [], []
    for kind in kinds:
        options = [a for a in data.catalogue().values() if a.kind == kind]
        possible = [a for a in options if a.feasible(survey) is True]
        if len(possible) == 1:
            chosen += possible
        else:
            unclear.append(kind)
    return chosen, unclear


async def adapt(
    uow: UnitOfWork, home: RegisteredHome, chosen: Sequence[Adaptation], on: dt.date
) -> HomeSurvey:
    """The survey as it is after the works, which somebody has inspected."""
    incoming = Incoming(
        SurveyKind.CERTIFIED_WORKS,
        changed_by(home.survey, chosen),
        Source(basis=Basis.SURVEYED, on=on),
        tuple(adaptation.code for adaptation in chosen),
    )
    return await record_answers(uow, home, incoming)
