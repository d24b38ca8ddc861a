"""Entering assessors, giving them cases, and recording trainings."""

import uuid

from services.referral.assessors.views import AllocationView, AssessorView
from services.referral.casefile.assessors import (
    Register,
    allocations_of,
    grades_of,
    in_hand,
    register_of,
)
from services.referral.casefile.records import Casefile, take_up
from services.referral.domain.assessors import (
    Allocation,
    Assessor,
    AssessorCorrection,
    NotQualified,
    check_entry,
    check_may_take,
    check_registered,
)
from services.referral.domain.dates import not_ahead
from services.referral.domain.life import Step
from services.referral.domain.training import Training
from services.referral.tables import AllocationRecord, AssessorRecord, TrainingRecord
from shared.contracts.codes import AssessorGrade
from shared.contracts.referral import AssessorAllocated, TrainingCorrected, TrainingHeld
from shared.mistakes import Mistake
from shared.persistence.mistakes import take_back
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound, WrongState


async def enter_assessor(uow: UnitOfWork, entry: Assessor) -> AssessorView:
    """Enter somebody on the register of assessors."""
    register = await register_of(uow)
    if register.find(entry.principal):
        raise WrongState("they are on the register already: correct the entry")
    return _record(uow, register, uow.new_id("assessor"), entry)


async def correct_assessor(
    uow: UnitOfWork, assessor_id: uuid.UUID, correction: AssessorCorrection
) -> AssessorView:
    """Renew, change or end an entry, with a reason; what it was before stays on record."""
    register = await register_of(uow)
    before = next((r for r in register.by_principal.values() if r.id == assessor_id), None)
    if before is None:
        raise NotFound
    if (other := register.find(correction.assessor.principal)) and other.id != assessor_id:
        raise WrongState("somebody else on the register has that name in their token")
    return _record(uow, register, assessor_id, correction.assessor, (before, correction.reason))


def _record(
    uow: UnitOfWork,
    register: Register,
    assessor_id: uuid.UUID,
    entry: Assessor,
    again: tuple[AssessorRecord, str] | None = None,
) -> AssessorView:
    check_entry(entry, register.supervisor(entry), "/assessor" if again else "")
    for district in entry.districts:
        uow.concerns(district)
    before, reason = again or (None, None)
    row = AssessorRecord(
        id=assessor_id,
        number=before.number + 1 if before else 1,
        principal=entry.principal,
        assessor=entry,
        recorded_at=uow.now,
        recorded_by=uow.reach.principal,
        reason=reason,
    )
    uow.add(row)
    return AssessorView.of(row, 0)


async def allocate(uow: UnitOfWork, case_id: uuid.UUID, wanted: Allocation) -> AllocationView:
    """Give a case to an assessor who may take it: one who is named, or who has the least in hand."""
    casefile = await take_up(uow, case_id, Step.ALLOCATE)
    register = await register_of(uow)
    chosen = (
        register.demand(wanted.assessor)
        if wanted.assessor
        else await _least_busy(uow, register, casefile)
    )
    entry, district = chosen.assessor, casefile.referral.district
    check_registered(entry, register.supervisor(entry), uow.today)
    overridden = wanted.override is not None
    check_may_take(entry, grades_of(casefile), district, overridden=overridden)
    row = AllocationRecord(
        case_id=case_id,
        number=len(await allocations_of(uow, case_id)) + 1,
        district=district,
        recorded_at=uow.now,
        recorded_by=uow.reach.principal,
        reason=wanted.override,
        assessor_id=chosen.id,
        grade=entry.grade,
        overridden=overridden,
    )
    uow.add(row)
    uow.publish(
        AssessorAllocated(
            case_id=case_id,
            district=district,
            allocated_on=uow.today,
            assessor_id=chosen.id,
            grade=entry.grade,
        )
    )
    return AllocationView.of(row, entry)


async def _least_busy(uow: UnitOfWork, register: Register, casefile: Casefile) -> AssessorRecord:
    """Of those who may take it and have room: the grade that leaves most therapists free, then
    whoever has least in hand of what they may have.
    """
    grades, district = grades_of(casefile), casefile.referral.district
    busy = await in_hand(uow)
    free = [
        row
        for row in register.by_principal.values()
        if (entry := row.assessor).grade in grades
        and district in entry.districts
        and busy.get(row.id, 0) < entry.most_cases
        and _registered(uow, register, entry)
    ]
    if not free:
        raise NotQualified("nobody who may take it has room: name somebody, or say why")

    def turn(row: AssessorRecord) -> tuple[int, float, str]:
        load = busy.get(row.id, 0) / row.assessor.most_cases
        return grades.index(AssessorGrade(row.assessor.grade)), load, row.principal

    return min(free, key=turn)


def _registered(uow: UnitOfWork, register: Register, entry: Assessor) -> bool:
    supervisor = register.supervisor(entry)
    held = all(e.registered_until >= uow.today for e in (entry, supervisor or entry))
    return held and entry.works_on(uow.today)


async def record_training(uow: UnitOfWork, training: Training) -> TrainingRecord:
    """Record a training that was held."""
    not_ahead("/held_on", training.held_on, uow.today)
    row = TrainingRecord(
        id=uow.new_id("training"),
        held_on=training.held_on,
        training=training,
        recorded_at=uow.now,
        recorded_by=uow.reach.principal,
    )
    uow.add(row)
    uow.publish(TrainingHeld(training_id=row.id, **dict(training)))
    return row


async def correct_training(
    uow: UnitOfWork, training_id: uuid.UUID, mistake: Mistake
) -> TrainingRecord:
    """Take back a training that was recorded by mistake: it counts no more, and the forum hears it."""
    row = await uow.load(TrainingRecord, training_id)
    take_back(uow, row, mistake.reason)
    district = row.training.district
    uow.publish(TrainingCorrected(district=district, training_id=row.id, corrected_on=uow.today))
    return row
