"""The case on which the home of a move is adapted: linked, or linked by mistake."""

import uuid

from services.register.domain.housing import kept
from services.register.domain.life import MOVES, MoveStep
from services.register.domain.relocation import LinkTakenBack
from services.register.needs.housing import settle, unsettle
from services.register.tables import HouseholdMove, HouseholdNeed, RegisteredHome
from services.register.works.commands import apply_certified
from shared.life import after
from shared.mistakes import Mistake
from shared.persistence.mistakes import taken_back
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, NotFound, WrongState


async def link_case(
    uow: UnitOfWork, move_id: uuid.UUID, linked_case_id: uuid.UUID
) -> HouseholdMove:
    """Name the case on which the new home is adapted: a case never changes its district.

    Works that are certified on it count for the home, also those of before. Its household has
    found this home, and is not looking for another.
    """
    move = await uow.load(HouseholdMove, move_id)
    uow.concerns(move.district, move.case_id)
    move.stage = after(MOVES, "move", move.stage, MoveStep.LINK)
    if move.linked_case_id is not None:
        raise WrongState("a case is linked already: take that back first")
    linked = await uow.find(HouseholdNeed, linked_case_id)
    if linked is None:
        raise NotFound
    if linked.case_id == move.case_id or linked.district != move.home_district:
        raise InvalidInput.at(
            "/case_id", f"another case, of the home's district {move.home_district}"
        )
    move.linked_case_id, move.linked = linked_case_id, settle(uow, linked, move.home_id)
    home = await uow.find(RegisteredHome, move.home_id)
    if home is None:
        raise NotFound
    await apply_certified(uow, linked, home)
    return move


async def correct_link(uow: UnitOfWork, move_id: uuid.UUID, mistake: Mistake) -> HouseholdMove:
    """Take back which case is linked: its household lives and looks as before, and its works count
    for the home no more.
    """
    move = await uow.load(HouseholdMove, move_id)
    uow.concerns(move.district, move.case_id)
    move.stage = after(MOVES, "move", move.stage, MoveStep.UNLINK)
    if move.linked_case_id is None:
        raise WrongState("no case is linked")
    linked = await uow.find(HouseholdNeed, move.linked_case_id)
    if linked is None:
        raise NotFound
    await unsettle(uow, linked, move.home_id, kept(move.linked), mistake.reason)
    noted = LinkTakenBack(**dict(taken_back(uow, mistake.reason)), case_id=move.linked_case_id)
    move.links_taken_back = (*move.links_taken_back, noted)
    move.linked_case_id = move.linked = None
    return move
