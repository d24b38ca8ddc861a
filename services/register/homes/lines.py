"""A home as lists show it."""

import datetime as dt
import uuid

from services.register.domain.listing import Occupancy
from shared.contracts.codes import AccessCategory
from shared.schema import Model


class HomeLine(Model):
    """A home in a list."""

    id: uuid.UUID
    district: str
    provider_id: str
    uprn: str
    occupancy: Occupancy
    block: str | None
    category: AccessCategory
    bedrooms: int | None
    surveyed_on: dt.date | None
