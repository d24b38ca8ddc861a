"""Orders of works within the minor limit, as they are shown."""

import uuid

from sqlalchemy import select

from services.referral.domain.minor_works import CompletionTakenBack, MinorKind
from services.referral.tables import MinorWorks, Referral
from shared.mistakes import TakenBack
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.schema import Date, Model, Pounds
from shared.views import ViewOfRow


class MinorWorksView(ViewOfRow):
    """Works that were ordered, and what became of them."""

    id: uuid.UUID
    """The order."""
    case_id: uuid.UUID
    """Its case."""
    version: int
    """Counts the changes; the ETag is made of it."""
    kind: MinorKind
    """The service that carries them out."""
    works: str
    """What is to be done."""
    estimate: Pounds
    """What they should cost."""
    ordered_on: Date
    """The day of the order."""
    ordered_by: str
    """Who ordered them, as the token names them."""
    done_on: Date | None
    """The day on which they were done; null before that."""
    cost: Pounds | None
    """What they cost; null before that."""
    taken_back: TakenBack | None
    """When the order was found to be a mistake, by whom and why; null: it stands."""
    corrections: tuple[CompletionTakenBack, ...]
    """What was recorded of their completion by mistake, with why, the first first."""


class MinorWorksList(Model):
    """The orders of a case, the first first."""

    items: tuple[MinorWorksView, ...]
    """Each order."""


async def minor_works(reading: Reading, case_id: uuid.UUID) -> MinorWorksList:
    """The orders of a case."""
    await reading.read(Referral, case_id)
    rows = select(MinorWorks).where(MinorWorks.case_id == case_id)
    found = await reading.session.scalars(rows.order_by(MinorWorks.ordered_on, MinorWorks.id))
    return MinorWorksList(items=tuple(MinorWorksView.of(row) for row in found))


async def one_order(reading: Reading, case_id: uuid.UUID, order_id: uuid.UUID) -> MinorWorksView:
    """One order of a case."""
    row = await reading.read(MinorWorks, order_id)
    if row.case_id != case_id:
        raise NotFound
    return MinorWorksView.of(row)
