"""What readers are shown of homes."""

import uuid
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.register.domain.categorising import Categorisation
from services.register.domain.listing import Occupancy
from services.register.tables import RegisteredHome
from shared.contracts.codes import AccessCategory
from shared.persistence.reading import read
from shared.schema import Model


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


async def home(session: AsyncSession, home_id: uuid.UUID) -> RegisteredHome:
    """One home."""
    return await read(session, RegisteredHome, home_id)
