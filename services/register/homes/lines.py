"""A home as lists show it."""

import datetime as dt
import uuid

from services.register.domain.listing import Occupancy
from shared.contracts.codes import AccessCategory
from shared.views import ViewOfRow


class HomeLine(ViewOfRow):
    """A home in a list."""

    id: uuid.UUID
    """The register's number of the home."""
    district: str
    """ONS code of the district that the home is in."""
    provider_id: str
    """The landlord, by its code."""
    uprn: str
    """Unique Property Reference Number of the home."""
    occupancy: Occupancy
    """Whether somebody lives there now."""
    block: str | None
    """The block in which it is; null: in none."""
    category: AccessCategory
    """The access category that holds."""
    bedrooms: int | None
    """Number of bedrooms; null where not known."""
    surveyed_on: dt.date | None
    """The day of the newest survey; null where there is none."""
