"""The register's own schema."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Computed, ForeignKey, Identity, Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.persistence.changes import CHANGED
from shared.persistence.rows import TYPES, Versioned


class Base(DeclarativeBase):
    """Tables of the schema `register`."""

    type_annotation_map = TYPES


class RegisteredHome(Versioned, Base):
    """A home with its survey and what the rules make of it. Read by the whole county."""

    __tablename__ = "homes"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    uprn: Mapped[str] = mapped_column(unique=True)
    occupancy: Mapped[str] = mapped_column(index=True)
    vacated_on: Mapped[list[str]] = mapped_column(server_default="[]")
    """The dates on which it became empty, the last one last."""
    consents_to_adaptation: Mapped[bool | None]
    block: Mapped[str | None]
    """The provider's name of the block whose communal parts the home shares."""
    pictures: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    """Photographs and plans, by reference."""
    survey: Mapped[dict[str, Any]]
    sources: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    """Of each answer of the survey, by JSON pointer."""
    surveyed_on: Mapped[dt.date | None]
    category: Mapped[str]
    categorisation: Mapped[dict[str, Any]]
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
    moving_costs: Mapped[Decimal | None]
    """Of a move, as quoted, pounds."""
    comparison: Mapped[dict[str, Any] | None]
    """Adapting here beside moving to each of the homes that would do."""
    home_id: Mapped[uuid.UUID | None]
    """The registered home that the case lives in, where that is known."""
    ended_at: Mapped[dt.datetime | None]
    """When the household got a home that does, or needs none any more; None while it is looking."""
    certified_works: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    """Works certified on the case, each with what became of it in the register."""
    changed: Mapped[int] = mapped_column(BigInteger, index=True, **CHANGED)


class KeptShortlist(Base):
    """The homes that came first for a household when the county was last matched again."""

    __tablename__ = "shortlists"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    among: Mapped[str] = mapped_column(primary_key=True)
    """Which homes were looked among."""
    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    district: Mapped[str]
    """Of the household."""
    rules: Mapped[str]
    """The rules, data and limits by which it was made."""
    matched_on: Mapped[dt.date]
    homes: Mapped[list[dict[str, Any]]]
    """The first ones that are not unsuitable, each with its verdict."""
    change: Mapped[str]
    """From the shortlist before."""
    homes_entered: Mapped[list[str]]
    """Homes that the shortlist before had not."""
    homes_left: Mapped[list[str]]
    """Homes that the shortlist before had and this one has not."""


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
    answers: Mapped[dict[str, Any]]
    category: Mapped[str]


class Equipment(Versioned, Base):
    """An adaptation that stands in a home: its warranty, and its recovery."""

    __tablename__ = "equipment"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    home_id: Mapped[uuid.UUID] = mapped_column(index=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    adaptation: Mapped[str]
    installed_on: Mapped[dt.date]
    supplier: Mapped[str | None]
    warranty_until: Mapped[dt.date | None]
    recovered_on: Mapped[dt.date | None]
    recovered_to: Mapped[str | None]


class FileLoad(Base):
    """A provider's file being taken in, or taken in."""

    __tablename__ = "loads"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    basis: Mapped[str]
    landlord_kind: Mapped[str] = mapped_column(server_default="housing_association")
    """What kind of landlord the provider is."""
    bytes: Mapped[int]
    by: Mapped[str]
    rows: Mapped[int]
    """Read so far."""
    entered: Mapped[int]
    updated: Mapped[int]
    unchanged: Mapped[int]
    refused: Mapped[int]
    passed_over: Mapped[list[str]] = mapped_column(server_default="[]")
    """Columns and sheets that no home is read from."""
    started_at: Mapped[dt.datetime]
    progressed_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    failure: Mapped[str | None]
    """Why the file as a whole could not be read to its end."""


class SentFile(Base):
    """A piece of a provider's file, kept until the file is taken in."""

    __tablename__ = "sent_files"

    load_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("loads.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    content: Mapped[bytes]


class LoadedRow(Base):
    """What came of one row of a provider's file."""

    __tablename__ = "loaded_rows"

    load_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    outcome: Mapped[str]
    uprn: Mapped[str | None]
    home_id: Mapped[uuid.UUID | None]
    refused: Mapped[str | None]
    remarks: Mapped[list[dict[str, Any]]]


class StockRecord(Base):
    """Supply against need in one district, as it stood on one day."""

    __tablename__ = "stock_records"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    """One for each day and district."""
    taken_on: Mapped[dt.date]
    district: Mapped[str]
    gaps: Mapped[list[dict[str, Any]]]
    obstacles: Mapped[list[dict[str, Any]]]


class HomeAdvert(Versioned, Base):
    """A home on offer, with its category on the day it was advertised. Read by the whole county."""

    __tablename__ = "adverts"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, index=True)
    """Of the last change among those of all adverts."""
    home_id: Mapped[uuid.UUID] = mapped_column(index=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    category: Mapped[str]
    particulars: Mapped[list[dict[str, Any]]]
    opened_on: Mapped[dt.date]
    closes_on: Mapped[dt.date]
    available_from: Mapped[dt.date]
    held_before: Mapped[dt.date | None]
    """The authority may nominate before this day; None where it has no such right."""
    state: Mapped[str] = mapped_column(index=True)
    closed_on: Mapped[dt.date | None]


class HouseholdBid(Versioned, Base):
    """A household's bid on an advert, or its nomination, and what was decided on it."""

    __tablename__ = "bids"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    advert_id: Mapped[uuid.UUID] = mapped_column(index=True)
    case_id: Mapped[uuid.UUID]
    district: Mapped[str]
    """Of the household, not of the home."""
    kind: Mapped[str]
    band: Mapped[str]
    band_date: Mapped[dt.date]
    placed_on: Mapped[dt.date]
    decision: Mapped[str | None]
    refused_by: Mapped[str | None]
    domains: Mapped[list[str]]
    """Where the home fell short, of a refusal."""
    decided_on: Mapped[dt.date | None]


class HomeNomination(Base):
    """The authority's right to nominate to a home that was adapted with grant for its landlord."""

    __tablename__ = "nomination_rights"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    home_id: Mapped[uuid.UUID] = mapped_column(index=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    approved_on: Mapped[dt.date]
    period_ends_on: Mapped[dt.date]


class HouseholdMove(Versioned, Base):
    """A move to another home instead of an adaptation, from its proposal to what it came to."""

    __tablename__ = "relocations"

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
    domains: Mapped[list[str]]
    """Where the home fell short, of a refusal."""
    linked_case_id: Mapped[uuid.UUID | None]
    """The case on which the new home is adapted."""
    moved_on: Mapped[dt.date | None]
    completed_on: Mapped[dt.date | None]
    adaptation_cost: Mapped[Decimal | None]
    relocation_cost: Mapped[Decimal | None]
    saving: Mapped[Decimal | None]


class CaseSpending(Base):
    """What was paid on a case on which a grant was approved, as payments told."""

    __tablename__ = "spending"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    paid: Mapped[Decimal]
    settled_on: Mapped[dt.date | None]
