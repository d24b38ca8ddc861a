"""The register's own schema."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.persistence.rows import TYPES, Versioned


class Base(DeclarativeBase):
    """Tables of the schema `register`."""

    type_annotation_map = TYPES


class RegisteredHome(Versioned, Base):
    """A home with its survey and what the rules make of it. Read by the whole county."""

    __tablename__ = "homes"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    uprn: Mapped[str] = mapped_column(unique=True)
    occupancy: Mapped[str] = mapped_column(index=True)
    consents_to_adaptation: Mapped[bool | None]
    survey: Mapped[dict[str, Any]]
    category: Mapped[str]
    categorisation: Mapped[dict[str, Any]]


class HouseholdNeed(Versioned, Base):
    """What a case's household needs of a home, and what the register found for it."""

    __tablename__ = "needs"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    need: Mapped[dict[str, Any] | None]
    estimated_cost: Mapped[Decimal | None]
    """Of adapting the present home, pounds."""
    assessed_on: Mapped[dt.date | None]
    matches: Mapped[list[dict[str, Any]] | None]
