"""What readers are shown of moves."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.register.domain.life import Stage
from services.register.domain.relocation import LinkTakenBack, RefusedBy, StepTakenBack
from services.register.tables import HouseholdMove, HouseholdNeed
from shared.contracts.codes import AccessCategory
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.schema import Model, Pounds, SignedPounds
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed

LONGEST_STANDING_FIRST = Order((HouseholdMove.since, HouseholdMove.id))


class RelocationView(ViewOfRow):
    """A move, how far it has come, and once it is completed what it came to; pounds."""

    id: uuid.UUID
    """The register's number of the move."""
    version: int
    """Counts the changes; the ETag is made of it."""
    case_id: uuid.UUID
    """The household, by its case."""
    district: str
    """ONS code of the district that decides the case."""
    home_id: uuid.UUID
    """The home that was proposed."""
    home_district: str
    """ONS code of the district that this home is in."""
    category: AccessCategory
    """The home's access category when it was proposed."""
    stage: Stage
    """How far the move has come."""
    planned_cost: Pounds
    """Of adapting the home that is left."""
    proposed_on: dt.date
    """The day it was proposed."""
    viewed_on: dt.date | None
    """The day the home was seen with the therapist; null before that."""
    therapist_satisfied: bool | None
    """Whether the therapist found that the home meets the need or can be adapted; null before the
    viewing.
    """
    offered_on: dt.date | None
    """The day the landlord offered the home; null before that."""
    accepted_on: dt.date | None
    """The day the household accepted it; null before that."""
    refused_on: dt.date | None
    """The day nothing came of it; null otherwise."""
    refused_by: RefusedBy | None
    """Who refused; null where nobody did."""
    domains: list[str]
    """Where the home fell short, of a refusal."""
    linked_case_id: uuid.UUID | None
    """The case on which the new home is adapted; null where there is none."""
    moved_on: dt.date | None
    """The day from which the household lives there; null before that."""
    completed_on: dt.date | None
    """The day on which all costs were known; null before that."""
    adaptation_cost: Pounds | None
    """Of adapting the new home, in pounds; null until the move is completed."""
    relocation_cost: Pounds | None
    """Of the help with the move, in pounds; null until the move is completed."""
    saving: SignedPounds | None
    """What the move cost less than adapting the old home, in pounds; negative where it cost more.
    """
    taken_back: tuple[StepTakenBack, ...]
    """Its steps that were recorded by mistake, the first first."""
    links_taken_back: tuple[LinkTakenBack, ...]
    """The cases that were linked by mistake, the first first."""


class RelocationsView(Model):
    """The moves proposed on a case, in the order in which they were."""

    items: list[RelocationView]
    """Each move, with how far it has come."""

    @classmethod
    def of(cls, rows: Sequence[HouseholdMove]) -> "RelocationsView":
        return cls(items=[RelocationView.of(row) for row in rows])


class MovesWanted(Asked):
    """Which moves are wanted: those that meet all that is stated."""

    district: District | None = None
    """ONS code of the district that decides the case."""
    home_district: District | None = None
    """ONS code of the district that the proposed home is in."""
    stage: Stage | None = None
    """How far the move has come."""
    under_way: bool | None = None
    """Those of which something is still to come, or those that are completed or refused."""


class MovePage(Page):
    """A page of moves, the one that has stood longest where it stands first."""

    items: list[RelocationView]
    """The moves of this page."""


async def moves(reading: Reading, wanted: MovesWanted) -> MovePage:
    """The moves of all cases within reach that meet the filters."""
    rows = narrowed(
        select(HouseholdMove),
        wanted,
        HouseholdMove.district,
        HouseholdMove.home_district,
        HouseholdMove.stage,
    )
    if wanted.under_way is not None:
        over = HouseholdMove.stage.in_((Stage.COMPLETED, Stage.REFUSED, Stage.WITHDRAWN))
        rows = rows.where(over != wanted.under_way)
    found, following = await list_page(reading, rows, wanted, LONGEST_STANDING_FIRST)
    return MovePage(items=[RelocationView.of(row) for row in found], next=following)


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
