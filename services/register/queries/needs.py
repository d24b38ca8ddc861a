"""What readers are shown of needs, and of the homes that would do."""

import datetime as dt
import uuid

from sqlalchemy.ext.asyncio import AsyncSession

from services.register.domain.fitting import Match
from services.register.domain.needs import Need
from services.register.tables import HouseholdNeed
from shared.persistence.reading import read
from shared.schema import Model, Pounds


class AlternativesView(Model):
    """Adapt or move: the homes that would do, beside what adapting here would cost (pounds)."""

    case_id: uuid.UUID
    district: str
    need: Need | None
    estimated_cost: Pounds | None
    assessed_on: dt.date | None
    matches: list[Match] | None

    @classmethod
    def of(cls, row: HouseholdNeed) -> "AlternativesView":
        return cls.model_validate(row, from_attributes=True)


async def alternatives(session: AsyncSession, case_id: uuid.UUID) -> HouseholdNeed:
    """What was found for a case."""
    return await read(session, HouseholdNeed, case_id)
