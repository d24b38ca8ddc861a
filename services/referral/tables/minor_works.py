"""Orders of works within the minor limit."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.referral.domain.minor_works import CompletionTakenBack
from services.referral.tables.base import Base
from shared.persistence.mistakes import Retractable
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class MinorWorks(Retractable, Versioned, Base):
    """Works that were ordered, and what became of them."""

    __tablename__ = "minor_works"
    __table_args__ = (Index("minor_works_of_case", "case_id", "ordered_on"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID]
    district: Mapped[str]
    kind: Mapped[str]
    works: Mapped[str]
    estimate: Mapped[Decimal]
    ordered_on: Mapped[dt.date]
    ordered_by: Mapped[str]
    done_on: Mapped[dt.date | None]
    cost: Mapped[Decimal | None]
    recorded_by: Mapped[str | None]
    """Who recorded that they are done."""
    corrections: Mapped[tuple[CompletionTakenBack, ...]] = mapped_column(
        Stored(tuple[CompletionTakenBack, ...]), default=()
    )
    """What was recorded of that by mistake, the first first."""
