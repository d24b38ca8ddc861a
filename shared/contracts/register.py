"""What the accessible housing register publishes."""

import datetime as dt
import uuid
from typing import ClassVar

from pydantic import Field

from shared.contracts.codes import AccessCategory
from shared.contracts.event import Event, Part


class Alternative(Part):
    """An empty home that could do instead of adapting the present one."""

    home_id: uuid.UUID
    """The register's own id; never the UPRN, which is an address."""
    district: str
    category: AccessCategory
    verdict: str = Field(pattern=r"^[a-z_]+$")


class AlternativesAssessed(Event):
    """Whether a home in the county would already do, as the register knew it that day."""

    TYPE: ClassVar[str] = "register.alternatives-assessed"

    assessed_on: dt.date
    homes_considered: int = Field(ge=0)
    alternatives: tuple[Alternative, ...]
    """The best first; none where no home would do."""


EVENTS: tuple[type[Event], ...] = (AlternativesAssessed,)
