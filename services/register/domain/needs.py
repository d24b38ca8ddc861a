"""What a household needs of a home: the shareable vector, never the clinical narrative."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from services.register.domain.home import LandlordKind
from shared.contracts.codes import AccessCategory
from shared.schema import Date, Field, Model


class Band(StrEnum):
    """Homeseeker Plus bands: how urgent the move is, apart from the category that fits."""

    EMERGENCY = "emergency"
    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"


class Operator(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Requirement(Model):
    """One measurement asked for: mm, a number of things, or 1 for yes and 0 for no."""

    measure: str
    """A measurement named in the matching data."""
    operator: Operator = Operator.AT_LEAST
    value: Annotated[int, Field(strict=True, ge=0, le=100_000)]

    def holds(self, measured: int) -> bool:
        if self.operator is Operator.AT_LEAST:
            return measured >= self.value
        return measured <= self.value


class Preference(Requirement):
    """A measurement that would be welcome; `weight` is what it counts in the ranking."""

    weight: Annotated[int, Field(strict=True, ge=1, le=100)] = 1


class Need(Model):
    id: str
    category: AccessCategory
    """The worst access category that would still do."""
    bedrooms: Annotated[int, Field(strict=True, ge=0, le=20)]
    household_size: Annotated[int, Field(strict=True, ge=1, le=30)]
    areas: tuple[str, ...]
    """ONS codes of the districts where the household would live; none: anywhere."""
    tenures: tuple[LandlordKind, ...] = ()
    """Kinds of landlord that are acceptable; none: any."""
    requirements: tuple[Requirement, ...] = ()
    must_nots: tuple[str, ...] = ()
    preferences: tuple[Preference, ...] = ()
    band: Band | None = None
    band_date: Date | None = None
    valid_until: Date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the assessment behind the need still holds on the date."""
        return self.valid_until is None or on <= self.valid_until
