"""Works done in a home: certified on a case, and the equipment that they left there."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from services.register import data
from services.register.domain.adaptations import Adaptation, adapted
from services.register.domain.categorising import recorded
from services.register.domain.equipment import (
    WITHOUT,
    Installation,
    Recovery,
    check_installation,
    check_recovery,
)
from services.register.domain.home import opened
from services.register.domain.provenance import Basis, Source
from services.register.domain.survey import Survey
from services.register.domain.surveying import SurveyKind
from services.register.domain.works import CertifiedWorks
from services.register.homes.commands import (
    Incoming,
    answers_of,
    record_answers,
    take_back_survey,
)
from services.register.needs.commands import keep_said, said
from services.register.tables import Equipment, HomeSurvey, HouseholdNeed, RegisteredHome
from shared.contracts.grants import CertificateCorrected, WorksCertified
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, WrongState


async def say_where_case_lives(
    uow: UnitOfWork, case_id: uuid.UUID, home_id: uuid.UUID, reason: str | None
) -> HouseholdNeed:
    """Say in which registered home a case lives; works certified before now count for it."""
    household = await uow.load(HouseholdNeed, case_id)
    uow.concerns(household.district, case_id)
    home = await uow.find(RegisteredHome, home_id)
    if home is None or home.district != household.district:
        raise InvalidInput.at("/home_id", "no registered home in the district of the case")
    was, household.home_id = said(household), home_id
    keep_said(uow, household, was, reason)
    await apply_certified(uow, household, home)
    return household


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


async def install(uow: UnitOfWork, home_id: uuid.UUID, installation: Installation) -> Equipment:
    """Note equipment that stands in a home: its survey is what it is with it."""
    home = await uow.load(RegisteredHome, home_id)
    uow.concerns(home.district)
    if installation.adaptation not in data.catalogue():
        raise InvalidInput.at("/adaptation", "not in the catalogue of adaptations")
    check_installation(installation, uow.today)
    chosen = [data.catalogue()[installation.adaptation]]
    await _change(uow, home, chosen, installation.installed_on)
    equipment = Equipment(
        id=uow.new_id("equipment"),
        home_id=home.id,
        district=home.district,
        provider_id=home.provider_id,
        **installation.model_dump(),
    )
    uow.add(equipment)
    return equipment


async def recover(uow: UnitOfWork, equipment_id: uuid.UUID, recovery: Recovery) -> Equipment:
    """Note that equipment was taken out: the home is categorised without it."""
    equipment = await uow.load(Equipment, equipment_id)
    uow.concerns(equipment.district)
    if equipment.recovered_on is not None:
        raise WrongState(f"recovered on {equipment.recovered_on}")
    check_recovery(recovery, equipment.adaptation, equipment.installed_on, uow.today)
    equipment.recovered_on, equipment.recovered_to = recovery.recovered_on, recovery.to
    home = await uow.find(RegisteredHome, equipment.home_id)
    if home is not None:
        source = Source(basis=Basis.SURVEYED, on=recovery.recovered_on)
        without = WITHOUT[equipment.adaptation]
        await record_answers(uow, home, Incoming(SurveyKind.EQUIPMENT_RECOVERED, without, source))
    return equipment


async def apply_certified(uow: UnitOfWork, household: HouseholdNeed, home: RegisteredHome) -> None:
    """Have the certified works change the home that were not applied yet."""
    settled = []
    for certified in household.certified_works:
        if certified.adaptations is not None or certified.taken_back_on is not None:
            settled.append(certified)
            continue
        chosen, unclear = _which(certified.works, home)
        survey = chosen and await _change(uow, home, chosen, certified.certified_on)
        came_to = {"adaptations": tuple(a.code for a in chosen), "to_survey": tuple(unclear)}
        by = {"survey": survey.id if survey else None}
        settled.append(certified.model_copy(update=came_to | by))
    household.certified_works = settled


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


async def _change(
    uow: UnitOfWork, home: RegisteredHome, chosen: Sequence[Adaptation], on: dt.date
) -> HomeSurvey:
    """The survey as it is after the works, which somebody has inspected."""
    before = opened(home.survey)
    after = opened(adapted(recorded(before), chosen))
    changed = _difference(answers_of(before), answers_of(after))
    source = Source(basis=Basis.SURVEYED, on=on)
    return await record_answers(uow, home, Incoming(SurveyKind.CERTIFIED_WORKS, changed, source))


def _difference(before: Any, after: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of `after` that are not those of `before`."""
    known = before if isinstance(before, Mapping) else {}
    return {
        key: _difference(known.get(key), value) if isinstance(value, Mapping) and value else value
        for key, value in after.items()
        if key not in known or known[key] != value
    }
