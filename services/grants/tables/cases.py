"""The case itself."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from services.grants.tables.base import Base
from shared.persistence.rows import Versioned


class GrantCase(Versioned, Base):
    """A case from assessment to closure: what others told of it, and what was decided.

    Events of different services arrive in any order, so every fact of theirs may be missing.
    """

    __tablename__ = "cases"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    state: Mapped[str]

    assessment: Mapped[dict[str, Any] | None]
    preliminary_test: Mapped[dict[str, Any] | None]
    formal_test: Mapped[dict[str, Any] | None]
    means_test_declined_on: Mapped[dt.date | None]
    alternatives: Mapped[dict[str, Any] | None]
    moved_on: Mapped[dt.date | None]
    contribution_received: Mapped[Decimal]
    paid: Mapped[Decimal]
    settled_on: Mapped[dt.date | None]

    estimated_cost: Mapped[Decimal | None]
    offer: Mapped[dict[str, Any] | None]
    application: Mapped[dict[str, Any] | None]
    applied_on: Mapped[dt.date | None]
    decide_by: Mapped[dt.date | None]
    determination: Mapped[dict[str, Any] | None]
    decided_on: Mapped[dt.date | None]
    withdrawal: Mapped[dict[str, Any] | None]
    certified_on: Mapped[dt.date | None]
    charge_registered_on: Mapped[dt.date | None]
    closed_on: Mapped[dt.date | None]
