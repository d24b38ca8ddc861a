"""Moves instead of adaptations, and what was spent."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.register.domain.housing import Found, Housed
from services.register.domain.relocation import LinkTakenBack, StepTakenBack
from services.register.tables.base import Base
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class HouseholdMove(Versioned, Base):
    """A move to another home instead of an adaptation, from its proposal to what it came to."""

    __tablename__ = "relocations"
    __table_args__ = (
        Index("ix_relocations_since", "since", "id"),
        Index(
            "ix_relocations_refused", "refused_on", postgresql_where=text("refused_on IS NOT NULL")
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(index=True)
    district: Mapped[str]
    home_id: Mapped[uuid.UUID]
    home_district: Mapped[str]
    category: Mapped[str]
    stage: Mapped[str]
    since: Mapped[dt.date]
    """The date of the step that led to the stage."""
    planned_cost: Mapped[Decimal]
    """Of adapting the home that is left, as estimated when the move was proposed, pounds."""
    proposed_on: Mapped[dt.date]
    viewed_on: Mapped[dt.date | None]
    therapist_satisfied: Mapped[bool | None]
    offered_on: Mapped[dt.date | None]
    accepted_on: Mapped[dt.date | None]
    refused_on: Mapped[dt.date | None]
    refused_by: Mapped[str | None]
    domains: Mapped[list[str]] = mapped_column(Stored(list[str]))
    """Where the home fell short, of a refusal."""
    linked_case_id: Mapped[uuid.UUID | None]
    """The case on which the new home is adapted."""
    linked: Mapped[Found | None] = mapped_column(Stored(Found))
    """How the household of that case stood before it was linked."""
    moved_on: Mapped[dt.date | None]
    housed: Mapped[Housed | None] = mapped_column(Stored(Housed))
    """Of a household that moved in: how it and the home stood before."""
    completed_on: Mapped[dt.date | None]
    adaptation_cost: Mapped[Decimal | None]
    relocation_cost: Mapped[Decimal | None]
    saving: Mapped[Decimal | None]
    taken_back: Mapped[tuple[StepTakenBack, ...]] = mapped_column(
        Stored(tuple[StepTakenBack, ...]), default=()
    )
    """Its steps that were recorded by mistake, the first first."""
    links_taken_back: Mapped[tuple[LinkTakenBack, ...]] = mapped_column(
        Stored(tuple[LinkTakenBack, ...]), default=()
    )
    """The cases that were linked by mistake, the first first."""


class CaseSpending(Base):
    """What was paid on a case on which a grant was approved, as payments told."""

    __tablename__ = "spending"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    paid: Mapped[Decimal]
    settled_on: Mapped[dt.date | None]
