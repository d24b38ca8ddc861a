"""The homes that a household has found and that stand: lettings, moves in and links."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from services.register.domain.housing import Found
from services.register.tables import HouseholdBid, HouseholdMove
from shared.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class HomeFound:
    """That a household found a home, and the row that keeps how it stood before."""

    row: HouseholdBid | HouseholdMove
    kept_as: str

    @property
    def found(self) -> Found:
        kept: Found = getattr(self.row, self.kept_as)
        return kept

    def follows(self, mistaken: Found, home_id: uuid.UUID) -> None:
        """A home that was found before was not: this one follows what that one followed."""
        if self.found.at <= mistaken.at:
            return
        if self.found.ended_before == mistaken.at:
            self._stood(ended_before=mistaken.ended_before)
        if self.found.home_before == home_id:
            self._stood(home_before=mistaken.home_before)

    def was_looking(self) -> None:
        """The household had not stopped looking before it found the home."""
        self._stood(ended_before=None)

    def _stood(self, **before: object) -> None:
        setattr(self.row, self.kept_as, self.found.model_copy(update=before))


async def homes_found(uow: UnitOfWork, case_id: uuid.UUID) -> list[HomeFound]:
    """What stands of a household and may be changed, where it was kept how it stood before."""
    bids, moves = HouseholdBid, HouseholdMove
    let = select(bids).where(bids.case_id == case_id, bids.housed.is_not(None))
    own = select(moves).where(moves.district.in_(uow.reach.write))
    moved = own.where(moves.case_id == case_id, moves.housed.is_not(None))
    linked = own.where(moves.linked_case_id == case_id, moves.linked.is_not(None))
    return [
        *(HomeFound(row, "housed") for row in await uow.session.scalars(let)),
        *(HomeFound(row, "housed") for row in await uow.session.scalars(moved)),
        *(HomeFound(row, "linked") for row in await uow.session.scalars(linked)),
    ]
