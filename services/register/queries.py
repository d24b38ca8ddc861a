"""What readers are shown of homes and needs."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.register.domain.categorising import Categorisation
from services.register.domain.fitting import Match
from services.register.domain.listing import Occupancy
from services.register.domain.needs import Need
from services.register.tables import HouseholdNeed, RegisteredHome
from shared.contracts.codes import AccessCategory
from shared.persistence.reading import read
from shared.schema import Model, Pounds


class HomeView(Model):
    """A home with its survey and its category."""

    id: uuid.UUID
    district: str
    provider_id: str
    uprn: str
    occupancy: Occupancy
    consents_to_adaptation: bool | None
    survey: dict[str, Any]
    category: AccessCategory
    categorisation: Categorisation

    @classmethod
    def of(cls, row: RegisteredHome) -> "HomeView":
        return cls.model_validate(row, from_attributes=True)


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


async def home(session: AsyncSession, home_id: uuid.UUID) -> RegisteredHome:
    """One home."""
    return await read(session, RegisteredHome, home_id)


async def alternatives(session: AsyncSession, case_id: uuid.UUID) -> HouseholdNeed:
    """What was found for a case."""
    return await read(session, HouseholdNeed, case_id)
