"""A household has a home, and is not looking any more; or it was said by mistake."""

import uuid

from services.register.domain.housing import Found, Housed, check_nobody_else
from services.register.domain.listing import Occupancy
from services.register.homes.commands import set_occupancy
from services.register.needs.commands import keep_said, said
from services.register.needs.found import homes_found
from services.register.tables import HouseholdNeed, RegisteredHome
from services.register.works.commands import live_in
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


def settle(uow: UnitOfWork, household: HouseholdNeed, home_id: uuid.UUID) -> Found:
    """The household has found this home; how it stood before."""
    found = Found(at=uow.now, home_before=household.home_id, ended_before=household.ended_at)
    was = said(household)
    household.home_id, household.ended_at = home_id, uow.now
    keep_said(uow, household, was, None)
    return found


async def unsettle(
    uow: UnitOfWork, household: HouseholdNeed, home_id: uuid.UUID, found: Found, reason: str
) -> None:
    """The household never had this home: it lives and looks as before, as far as nothing came since.

    A home that it has found since goes back to how it stood before this one.
    """
    for each in await homes_found(uow, household.case_id):
        each.follows(found, home_id)
    if household.ended_at == found.at:
        household.ended_at = found.ended_before
    if household.home_id == home_id:
        await live_in(uow, household, found.home_before, reason)


def house(uow: UnitOfWork, household: HouseholdNeed, home: RegisteredHome, by: uuid.UUID) -> Housed:
    """The household has the home: it is occupied, and neither of the two is looked for any more.

    `by` is the move or the bid. Both rows are locked by the caller, so that of two households one
    gets it.
    """
    if home.occupancy == Occupancy.OCCUPIED and household.home_id != home.id:
        raise WrongState("somebody lives there: note that the home is empty before it is let")
    was_empty, let_before = home.occupancy == Occupancy.EMPTY, home.let_by
    set_occupancy(home, Occupancy.OCCUPIED, uow.today)
    home.let_by = by
    found = settle(uow, household, home.id)
    return Housed(by=by, was_empty=was_empty, let_before=let_before, **dict(found))


async def unhouse(
    uow: UnitOfWork,
    household: HouseholdNeed,
    home: RegisteredHome,
    housed: Housed,
    reason: str,
) -> None:
    """The household never moved in: the home is as empty as it was, without a day of leaving."""
    occupied = home.occupancy == Occupancy.OCCUPIED
    check_nobody_else("the home", occupied=occupied and home.let_by != housed.by)
    if occupied and housed.was_empty:
        home.occupancy = Occupancy.EMPTY
    home.let_by = housed.let_before if occupied else None
    await unsettle(uow, household, home.id, housed, reason)
