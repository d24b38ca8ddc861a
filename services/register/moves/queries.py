"""What readers are shown of moves."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.register.domain.relocation import RefusedBy, Stage
from services.register.tables import HouseholdMove, HouseholdNeed
from shared.contracts.codes import AccessCategory
from shared.persistence.reading import Reading
from shared.schema import Model, Pounds, SignedPounds


class RelocationView(Model):
    """A move, how far it has come, and once it is completed what it came to; pounds."""

    id: uuid.UUID
    version: int
    """Counts the changes; the ETag is made of it."""
    case_id: uuid.UUID
    district: str
    home_id: uuid.UUID
    home_district: str
    category: AccessCategory
    stage: Stage
    planned_cost: Pounds
    """Of adapting the home that is left."""
    proposed_on: dt.date
    viewed_on: dt.date | None
    therapist_satisfied: bool | None
    offered_on: dt.date | None
    accepted_on: dt.date | None
    refused_on: dt.date | None
    refused_by: RefusedBy | None
    domains: list[str]
    """Where the home fell short, of a refusal."""
    linked_case_id: uuid.UUID | None
    moved_on: dt.date | None
    completed_on: dt.date | None
    adaptation_cost: Pounds | None
    relocation_cost: Pounds | None
    saving: SignedPounds | None

    @classmethod
    def of(cls, row: HouseholdMove) -> "RelocationView":
        return cls.model_validate(row, from_attributes=True)


class RelocationsView(Model):
    """The moves proposed on a case, in the order in which they were."""

    items: list[RelocationView]

    @classmethod
    def of(cls, rows: Sequence[HouseholdMove]) -> "RelocationsView":
        return cls(items=[RelocationView.of(row) for row in rows])


async def relocation(reading: Reading, move_id: uuid.UUID) -> RelocationView:
    """One move."""
    return RelocationView.of(await reading.read(HouseholdMove, move_id))


async def relocations(reading: Reading, case_id: uuid.UUID) -> RelocationsView:
    """The moves of a case."""
    await reading.read(HouseholdNeed, case_id)
    found = await reading.session.scalars(
        select(HouseholdMove)
        .where(HouseholdMove.case_id == case_id)
        .order_by(HouseholdMove.proposed_on, HouseholdMove.id)
    )
    return RelocationsView.of(found.all())
