"""The means test service's own schema."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.persistence.rows import TYPES, Versioned


class Base(DeclarativeBase):
    """Tables of the schema `means_test`."""

    type_annotation_map = TYPES


class TestCase(Versioned, Base):
    """A case as far as its test of resources goes."""

    __tablename__ = "cases"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    applied_on: Mapped[dt.date | None]
    """The date of the complete application: from then on the formal test can be made."""
    declined_on: Mapped[dt.date | None]
    tests: Mapped[int]
    """How many were made."""
    formal_test_id: Mapped[uuid.UUID | None]


class Test(Base):
    """One test, with what it was made from. Never changed."""

    __tablename__ = "tests"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.case_id"))
    district: Mapped[str]
    number: Mapped[int]
    """Of the case's tests, the first is 1."""
    kind: Mapped[str]
    made_at: Mapped[dt.datetime]
    household: Mapped[dict[str, Any]]
    policy_version: Mapped[str]
    result: Mapped[dict[str, Any]]
    """In the published shape, with the whole working."""
    fingerprint: Mapped[str]
    readings: Mapped[int]
    """The edition of the readings that it was made under, and recalculates under."""


class Evidence(Versioned, Base):
    """One piece of evidence that was asked for."""

    __tablename__ = "evidence"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.case_id"), index=True)
    district: Mapped[str]
    kind: Mapped[str]
    of: Mapped[str]
    asked_on: Mapped[dt.date]
    received_on: Mapped[dt.date | None]
    original_seen: Mapped[bool | None]
    seen_by: Mapped[str | None]


class Contribution(Versioned, Base):
    """By how much an approved grant was reduced: later applications count it (reg 13)."""

    __tablename__ = "contributions"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    dwelling: Mapped[str] = mapped_column(index=True)
    certificate: Mapped[str]
    made_on: Mapped[dt.date]
    relevant_people: Mapped[list[str]]
    """Their ids in the household that was tested."""
    reduction: Mapped[Decimal]
    grant_paid: Mapped[bool]
    works_satisfactory: Mapped[bool]
