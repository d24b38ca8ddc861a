"""A step of a move that was recorded by mistake is taken back, and stays to be read."""

import datetime as dt
import uuid

from services.register.adverts.commands import check_not_on_offer
from services.register.adverts.correcting import reopen
from services.register.domain.housing import check_nobody_else, kept
from services.register.domain.life import MOVES, MoveStep, Stage
from services.register.domain.listing import Occupancy
from services.register.domain.relocation import (
    LIKE_NOTHING,
    MistakenStage,
    RefusedBy,
    StepTakenBack,
    before,
    check_corrected,
)
from services.register.moves.commands import check_acts_for_home, check_only_home
from services.register.needs.housing import unhouse
from services.register.tables import HouseholdMove, HouseholdNeed, RegisteredHome
from shared.life import after
from shared.mistakes import check_last
from shared.persistence.mistakes import taken_back
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound


async def correct_move(
    uow: UnitOfWork, move_id: uuid.UUID, mistake: MistakenStage
) -> HouseholdMove:
    """Take back the last step of a move; of one who lives there also that they do."""
    move = await uow.load(HouseholdMove, move_id)
    uow.concerns(move.district, move.case_id)
    stage = Stage(move.stage)
    check_last(mistake.stage, stage)
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
    if stage is Stage.MOVED:
        await _move_back(uow, move, mistake.reason)
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
    if move.stage is Stage.ACCEPTED:
        await check_only_home(uow, move)
    return move


async def _move_back(uow: UnitOfWork, move: HouseholdMove, reason: str) -> None:
    """The household never moved in: it lives where it did, and the home is on offer as it was."""
    check_acts_for_home(uow, move)
    housed = kept(move.housed)
    household = await uow.find(HouseholdNeed, move.case_id)
    if housed.advert_id is not None:
        await reopen(uow, housed.advert_id)
    home = await uow.find(RegisteredHome, move.home_id)
    if household is None or home is None:
        raise NotFound
    if housed.left is not None:
        await _stay_in(uow, housed.left, housed.left_let_before, move.moved_on)
    await unhouse(uow, household, home, housed, reason)


async def _stay_in(
    uow: UnitOfWork, home_id: uuid.UUID, let_by: uuid.UUID | None, left_on: dt.date | None
) -> None:
    """The home that was said to be left never became empty."""
    home = await uow.find(RegisteredHome, home_id)
    if home is None:
        raise NotFound
    check_nobody_else("the home that was left", occupied=home.occupancy == Occupancy.OCCUPIED)
    await check_not_on_offer(uow, home_id)
    home.occupancy, home.let_by = Occupancy.OCCUPIED, let_by
    if home.vacated_on[-1:] == [left_on]:
        home.vacated_on = home.vacated_on[:-1]
