"""Equipment that stands in homes: put in, taken out, and what of it was a mistake."""

import uuid

from services.register import data
from services.register.domain.equipment import (
    WITHOUT,
    EquipmentStep,
    Installation,
    MistakenStep,
    Recovery,
    RecoveryTakenBack,
    check_installation,
    check_recovery,
)
from services.register.domain.provenance import Basis, Source
from services.register.domain.surveying import SurveyKind
from services.register.homes.commands import Incoming, record_answers
from services.register.homes.mistaken import take_back_survey
from services.register.tables import Equipment, RegisteredHome
from services.register.works.commands import adapt
from shared.mistakes import check_last
from shared.persistence.mistakes import check_stands, take_back, taken_back
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, NotFound, WrongState


async def install(uow: UnitOfWork, home_id: uuid.UUID, installation: Installation) -> Equipment:
    """Note equipment that stands in a home: its survey is what it is with it."""
    home = await uow.load(RegisteredHome, home_id)
    uow.concerns(home.district)
    if installation.adaptation not in data.catalogue():
        raise InvalidInput.at("/adaptation", "not in the catalogue of adaptations")
    check_installation(installation, uow.today)
    chosen = [data.catalogue()[installation.adaptation]]
    survey = await adapt(uow, home, chosen, installation.installed_on)
    equipment = Equipment(
        id=uow.new_id("equipment"),
        home_id=home.id,
        district=home.district,
        provider_id=home.provider_id,
        installed_by=survey.id,
        **installation.model_dump(),
    )
    uow.add(equipment)
    return equipment


async def recover(uow: UnitOfWork, equipment_id: uuid.UUID, recovery: Recovery) -> Equipment:
    """Note that equipment was taken out: the home is categorised without it."""
    equipment, home = await _standing(uow, equipment_id)
    if equipment.recovered_on is not None:
        raise WrongState(f"recovered on {equipment.recovered_on}")
    check_recovery(recovery, equipment.adaptation, equipment.installed_on, uow.today)
    equipment.recovered_on, equipment.recovered_to = recovery.recovered_on, recovery.to
    incoming = Incoming(
        SurveyKind.EQUIPMENT_RECOVERED,
        WITHOUT[equipment.adaptation],
        Source(basis=Basis.SURVEYED, on=recovery.recovered_on),
    )
    survey = await record_answers(uow, home, incoming)
    equipment.recovered_by = survey.id
    return equipment


async def correct(uow: UnitOfWork, equipment_id: uuid.UUID, mistake: MistakenStep) -> Equipment:
    """Take back the last that was noted of it: that it was taken out, or else that it was put in.

    The home is what it is without that.
    """
    equipment, _ = await _standing(uow, equipment_id)
    if equipment.recovered_on is None or equipment.recovered_to is None:
        check_last(mistake.step, EquipmentStep.INSTALLED)
        take_back(uow, equipment, mistake.reason)
        await _undo(uow, equipment.installed_by)
        return equipment
    check_last(mistake.step, EquipmentStep.RECOVERED)
    await _undo(uow, equipment.recovered_by)
    noted = RecoveryTakenBack(
        **dict(taken_back(uow, mistake.reason)),
        recovered_on=equipment.recovered_on,
        recovered_to=equipment.recovered_to,
    )
    equipment.recoveries_taken_back = (*equipment.recoveries_taken_back, noted)
    equipment.recovered_on = equipment.recovered_to = equipment.recovered_by = None
    return equipment


async def _undo(uow: UnitOfWork, survey_id: uuid.UUID | None) -> None:
    if survey_id is None:
        raise WrongState("what it changed in the home was not kept: survey the home, which counts")
    await take_back_survey(uow, survey_id)


async def _standing(uow: UnitOfWork, equipment_id: uuid.UUID) -> tuple[Equipment, RegisteredHome]:
    """Equipment that is not taken back, and its home."""
    equipment = await uow.load(Equipment, equipment_id)
    uow.concerns(equipment.district)
    check_stands(equipment)
    home = await uow.find(RegisteredHome, equipment.home_id)
    if home is None:
        raise NotFound
    return equipment, home
