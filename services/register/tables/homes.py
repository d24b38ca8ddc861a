"""Homes, their surveys and what stands in them."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import BigInteger, Computed, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.register.domain.categorising import Categorisation
from services.register.domain.equipment import RecoveryTakenBack
from services.register.domain.home import Home
from services.register.domain.provenance import Source
from services.register.domain.surveying import Picture
from services.register.tables.base import Base
from shared.persistence.changes import CHANGED
from shared.persistence.mistakes import Retractable
from shared.persistence.rows import Versioned
from shared.persistence.stored import AsJson, Stored


class RegisteredHome(Versioned, Base):
    """A home with its survey and what the rules make of it. Read by the whole county."""

    __tablename__ = "homes"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    uprn: Mapped[str] = mapped_column(unique=True)
    occupancy: Mapped[str] = mapped_column(index=True)
    vacated_on: Mapped[list[dt.date]] = mapped_column(Stored(list[dt.date]), server_default="[]")
    """The dates on which it became empty, the last one last."""
    let_by: Mapped[uuid.UUID | None]
    """The move or the bid by which somebody lives there; None where that was noted by hand."""
    consents_to_adaptation: Mapped[bool | None]
    block: Mapped[str | None]
    """The provider's name of the block whose communal parts the home shares."""
    pictures: Mapped[list[Picture]] = mapped_column(Stored(list[Picture]), server_default="[]")
    """Photographs and plans, by reference."""
    survey: Mapped[dict[str, Any]] = mapped_column(AsJson(Home))
    sources: Mapped[dict[str, Any]] = mapped_column(AsJson(dict[str, Source]), server_default="{}")
    """Of each answer of the survey, by JSON pointer."""
    surveyed_on: Mapped[dt.date | None]
    category: Mapped[str]
    categorisation: Mapped[dict[str, Any]] = mapped_column(AsJson(Categorisation))
    bedrooms: Mapped[int | None] = mapped_column(
        Computed("(survey ->> 'bedrooms')::integer", persisted=True)
    )
    building_regulations: Mapped[str | None] = mapped_column(
        Computed("survey ->> 'building_regulations'", persisted=True)
    )
    fitness: Mapped[bytes | None]
    """What matching asks of the home, as a row of the bulk columns."""
    fitness_by: Mapped[str | None]
    """The rules, data and limits by which that was worked out."""
    changed: Mapped[int] = mapped_column(BigInteger, index=True, **CHANGED)

    __table_args__ = (
        Index("ix_homes_search", "district", "category", "bedrooms"),
        Index("ix_homes_block", "provider_id", "block"),
    )


class HomeSurvey(Base):
    """One survey of a home as it came in, and the category that the home had after it."""

    __tablename__ = "surveys"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    home_id: Mapped[uuid.UUID] = mapped_column(index=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    number: Mapped[int]
    """Of the home's surveys, the first being 1."""
    kind: Mapped[str]
    basis: Mapped[str]
    surveyed_on: Mapped[dt.date]
    by: Mapped[str]
    recorded_at: Mapped[dt.datetime]
    answers: Mapped[dict[str, Any]] = mapped_column(AsJson(Home))
    takes_back: Mapped[int | None]
    """The number of the survey of the home that does not count any more; None of all others."""
    category: Mapped[str]
    adaptations: Mapped[tuple[str, ...]] = mapped_column(Stored(tuple[str, ...]))
    """Of works: which adaptations of the catalogue they were."""


class Equipment(Retractable, Versioned, Base):
    """An adaptation that stands in a home: its warranty, and its recovery."""

    __tablename__ = "equipment"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    home_id: Mapped[uuid.UUID] = mapped_column(index=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    adaptation: Mapped[str]
    installed_on: Mapped[dt.date]
    installed_by: Mapped[uuid.UUID | None]
    """The survey by which it changed the home; None where that was not kept yet."""
    supplier: Mapped[str | None]
    warranty_until: Mapped[dt.date | None]
    recovered_on: Mapped[dt.date | None]
    recovered_to: Mapped[str | None]
    recovered_by: Mapped[uuid.UUID | None]
    """The survey by which the home is without it; None where it is there, or that was not kept yet."""
    recoveries_taken_back: Mapped[tuple[RecoveryTakenBack, ...]] = mapped_column(
        Stored(tuple[RecoveryTakenBack, ...]), default=()
    )
    """When it was said to have been taken out and was not, the first first."""
