"""A step of a move that was recorded by mistake is taken back, and stays to be read."""

import uuid

from services.register.domain.life import MOVES, MoveStep, Stage
from services.register.domain.relocation import (
    LIKE_NOTHING,
    RefusedBy,
    StepTakenBack,
    before,
    check_corrected,
)
from services.register.tables import HouseholdMove
from shared.life import after
from shared.mistakes import Mistake
from shared.persistence.mistakes import taken_back
from shared.persistence.unit_of_work import UnitOfWork


async def correct_move(uow: UnitOfWork, move_id: uuid.UUID, mistake: Mistake) -> HouseholdMove:
    """Take back the last step of a move, before the household lives there."""
    move = await uow.load(HouseholdMove, move_id)
    uow.concerns(move.district, move.case_id)
    stage = Stage(move.stage)
    check_corrected(stage, linked=move.linked_case_id is not None)
    noted = StepTakenBack(
        **dict(taken_back(uow, mistake.reason)),
        stage=stage,
        since=move.since,
        therapist_satisfied=move.therapist_satisfied,
        refused_by=RefusedBy(move.refused_by) if move.refused_by else None,
        domains=tuple(move.domains),
    )
    move.taken_back = (*move.taken_back, noted)
    if stage is Stage.PROPOSED:
        move.stage = after(MOVES, "move", move.stage, MoveStep.WITHDRAW)
        move.since = uow.today
        return move
    for column, nothing in LIKE_NOTHING[stage].items():
        setattr(move, column, nothing)
    move.stage, move.since = before(
        (
            (Stage.ACCEPTED, move.accepted_on),
            (Stage.OFFERED, move.offered_on),
            (Stage.VIEWED, move.viewed_on),
            (Stage.PROPOSED, move.proposed_on),
        )
    )
    return move
