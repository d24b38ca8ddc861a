"""Who can be paid on a case."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.tables import Account, ContractorOfCase
from shared.mistakes import TakenBack
from shared.persistence.reading import Reading
from shared.schema import Model, Pounds
from shared.views import ViewOfRow


class ContractorView(ViewOfRow):
    """Somebody who can be paid."""

    id: uuid.UUID
    """The contractor's number on this case."""
    case_id: uuid.UUID
    """The case."""
    name: str | None
    """None of those whom the approval names: their names are with the application."""
    estimate: Pounds
    """The most that it is expected to be paid, in pounds."""
    reason: str | None
    """Why it may be paid; null of those whom the approval names."""
    agreed_on: dt.date | None
    """The day on which the authority agreed; null of those whom the approval names."""
    agreed_by: str | None
    """Who agreed, of a contractor who gave no estimate before the approval."""
    taken_back: TakenBack | None
    """When the agreement was found to be a mistake, by whom and why; null: it stands."""


class Contractors(Model):
    """Everybody who can be paid on a case."""

    items: list[ContractorView]
    """Each contractor with its estimate, and each agreement that was a mistake."""


async def contractors(reading: Reading, case_id: uuid.UUID) -> Contractors:
    """Who can be paid on a case: those of the approval, and those agreed to since."""
    await reading.read(Account, case_id)
    rows = await reading.session.scalars(
        select(ContractorOfCase)
        .where(ContractorOfCase.case_id == case_id)
        .order_by(
            ContractorOfCase.agreed_on.nulls_first(), ContractorOfCase.id, ContractorOfCase.number
        )
    )
    return Contractors(items=[ContractorView.of(row) for row in rows])
