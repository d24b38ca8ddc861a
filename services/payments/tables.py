"""The payments service's own schema."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.persistence.rows import TYPES, Versioned


class Base(DeclarativeBase):
    """Tables of the schema `payments`."""

    type_annotation_map = TYPES


class Account(Versioned, Base):
    """The account of one approved grant."""

    __tablename__ = "accounts"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    opened_on: Mapped[dt.date]
    policy_version: Mapped[str]
    stage_limit: Mapped[dict[str, Any]]
    award: Mapped[Decimal]
    contribution: Mapped[Decimal]
    contribution_received: Mapped[Decimal]
    paid: Mapped[Decimal]
    works_certified_on: Mapped[dt.date | None]
    settled_on: Mapped[dt.date | None]


class Receipt(Base):
    """Money that came in from the applicant."""

    __tablename__ = "receipts"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"), index=True)
    district: Mapped[str]
    amount: Mapped[Decimal]
    received_on: Mapped[dt.date]


class Payment(Base):
    """An invoice and its payment."""

    __tablename__ = "payments"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"), index=True)
    district: Mapped[str]
    stage: Mapped[str]
    amount: Mapped[Decimal]
    from_award: Mapped[Decimal]
    paid_on: Mapped[dt.date]
    invoice: Mapped[dict[str, Any]]
