"""A move followed to its end, and what it came to by what others told was paid."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.register.adverts.commands import end_offer
from services.register.domain.adverts import check_domains, domains_of
from services.register.domain.life import MOVES, MoveStep, Stage
from services.register.domain.listing import Occupancy
from services.register.domain.relocation import (
    MovingIn,
    Refusal,
    Standing,
    Viewing,
    outcome,
    take,
)
from services.register.homes.commands import set_occupancy
from services.register.in_force.fitness import rules_on
from services.register.moves.spending import spending_of
from services.register.needs.commands import need_of
from services.register.needs.housing import house
from services.register.tables import HouseholdMove, HouseholdNeed, RegisteredHome
from shared.contracts.codes import AccessCategory
from shared.contracts.register import RelocationCompleted
from shared.life import after
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, NotFound, OutOfReach, WrongState

DECIDED_FOR = (Stage.ACCEPTED, Stage.MOVED, Stage.COMPLETED)


async def propose(uow: UnitOfWork, case_id: uuid.UUID, home_id: uuid.UUID) -> HouseholdMove:
    """Propose a home: what adapting here would cost has to be known, as the move is held to it."""
    household = await uow.read(HouseholdNeed, case_id)
    home = await uow.read(RegisteredHome, home_id)
    uow.concerns(household.district, case_id)
    need_of(household)
    if household.estimated_cost is None:
        raise WrongState("a move waits for the estimated cost of adapting the present home")
    row = HouseholdMove(
        id=uow.new_id("relocation"),
        case_id=case_id,
        district=household.district,
        home_id=home_id,
        home_district=home.district,
        category=home.category,
        stage=after(MOVES, "move", None, MoveStep.PROPOSE),
        since=uow.today,
        planned_cost=household.estimated_cost,
        proposed_on=uow.today,
        domains=[],
    )
    uow.add(row)
    return row


async def view(uow: UnitOfWork, move_id: uuid.UUID, viewing: Viewing) -> HouseholdMove:
    """The home was seen with the occupational therapist."""
    move = await _step(uow, move_id, MoveStep.VIEW, viewing.viewed_on)
    move.viewed_on = viewing.viewed_on
    move.therapist_satisfied = viewing.therapist_satisfied
    return move


async def offer(uow: UnitOfWork, move_id: uuid.UUID, offered_on: dt.date) -> HouseholdMove:
    """The landlord offers the home."""
    move = await _step(uow, move_id, MoveStep.OFFER, offered_on)
    move.offered_on = offered_on
    return move


async def accept(uow: UnitOfWork, move_id: uuid.UUID, accepted_on: dt.date) -> HouseholdMove:
    """The household takes the home; a case has one move."""
    move = await _step(uow, move_id, MoveStep.ACCEPT, accepted_on)
    await check_only_home(uow, move)
    move.accepted_on = accepted_on
    return move


async def refuse(uow: UnitOfWork, move_id: uuid.UUID, refusal: Refusal) -> HouseholdMove:
    """Nothing comes of the home: whose refusal it is, and in which domains it fell short."""
    check_domains(refusal.domains, domains_of(rules_on(uow.today).policy))
    move = await _step(uow, move_id, MoveStep.REFUSE, refusal.refused_on)
    move.refused_on = refusal.refused_on
    move.refused_by = refusal.by
    move.domains = list(refusal.domains)
    return move


async def move_in(uow: UnitOfWork, move_id: uuid.UUID, moving: MovingIn) -> HouseholdMove:
    """The household lives there now: the home is let, and is recorded for both their districts."""
    move = await _step(uow, move_id, MoveStep.MOVE_IN, moving.moved_on)
    move.moved_on = moving.moved_on
    check_acts_for_home(uow, move)
    ended = await end_offer(uow, move.home_id)
    household = await uow.find(HouseholdNeed, move.case_id)
    home = await uow.find(RegisteredHome, move.home_id)
    if household is None or home is None:
        raise NotFound
    left = await _left_empty(uow, household, home, moving.moved_on) if moving.left_empty else {}
    housed = house(uow, household, home, move.id)
    move.housed = housed.model_copy(update={"advert_id": ended, **left})
    return move


async def complete(uow: UnitOfWork, move_id: uuid.UUID) -> HouseholdMove:
    """Close a move whose accounts are settled, and tell what it came to."""
    move = await _step(uow, move_id, MoveStep.COMPLETE, uow.today)
    here = await spending_of(uow, move.case_id)
    there = await spending_of(uow, move.linked_case_id) if move.linked_case_id else None
    if move.linked_case_id and there is None:
        raise WrongState("the linked case awaits its decision")
    assert move.moved_on is not None, "completed from `moved` only"
    came_to = outcome(move.planned_cost, here, there)
    move.completed_on = uow.today
    move.adaptation_cost = came_to.adaptation_cost
    move.relocation_cost = came_to.relocation_cost
    move.saving = came_to.saving
    uow.publish(
        RelocationCompleted(
            case_id=move.case_id,
            district=move.district,
            relocation_id=move.id,
            home_id=move.home_id,
            home_district=move.home_district,
            category=AccessCategory(move.category),
            linked_case_id=move.linked_case_id,
            moved_on=move.moved_on,
            completed_on=uow.today,
            **came_to.model_dump(),
        )
    )
    return move


async def check_only_home(uow: UnitOfWork, move: HouseholdMove) -> None:
    """Refuse a second home that is accepted on a case."""
    await uow.find(HouseholdNeed, move.case_id)  # locked: of two moves of a case one is accepted
    another = select(HouseholdMove.id).where(
        HouseholdMove.case_id == move.case_id,
        HouseholdMove.id != move.id,
        HouseholdMove.stage.in_(DECIDED_FOR),
    )
    if await uow.session.scalar(another) is not None:
        raise WrongState("another home was accepted on this case")


def check_acts_for_home(uow: UnitOfWork, move: HouseholdMove) -> None:
    """Refuse whoever may not act for the district in which the home is."""
    if move.home_district not in uow.reach.write:
        raise OutOfReach(f"you may not act for district {move.home_district}")


async def _left_empty(
    uow: UnitOfWork, household: HouseholdNeed, moved_into: RegisteredHome, on: dt.date
) -> dict[str, uuid.UUID | None]:
    """The home that became empty by it, and by what it was let; nothing where it was empty already."""
    home_id = household.home_id
    home = await uow.find(RegisteredHome, home_id) if home_id else None
    if home is None or home is moved_into:
        raise InvalidInput.at("/left_empty", "the register does not know which home was left")
    if home.occupancy == Occupancy.EMPTY:
        return {}
    left = {"left": home.id, "left_let_before": home.let_by}
    set_occupancy(home, Occupancy.EMPTY, on)
    return left


async def _step(uow: UnitOfWork, move_id: uuid.UUID, step: MoveStep, on: dt.date) -> HouseholdMove:
    move = await uow.load(HouseholdMove, move_id)
    uow.concerns(move.district, move.case_id)
    standing = Standing(
        stage=Stage(move.stage), since=move.since, therapist_satisfied=move.therapist_satisfied
    )
    move.stage = take(step, standing, on, uow.today)
    move.since = on
    return move
