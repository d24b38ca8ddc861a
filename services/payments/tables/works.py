"""What is known of works that are paid for: stages, valuations, acceptance, disputes."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.domain.stages import Acceptance, StagePlan, Valuation
from services.payments.tables.base import Base
from shared.persistence.mistakes import Retractable
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class FixedPlan(Versioned, Base):
    """The stages of a case, as they were fixed before the works. The last ones count."""

    __tablename__ = "stage_plans"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """Counts those of the case."""
    district: Mapped[str]
    plan: Mapped[StagePlan | None] = mapped_column(Stored(StagePlan))
    """None: those before were a mistake, and no others were fixed in their place."""
    reason: Mapped[str | None]
    """Why those before were a mistake; None of the first."""
    fixed_on: Mapped[dt.date]
    fixed_by: Mapped[str]


class ValuedWorks(Base):
    """A valuation by the supervising officer. The last one counts."""

    __tablename__ = "valuations"
    __table_args__ = (Index("ix_valuations_case", "case_id", "number", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"))
    district: Mapped[str]
    number: Mapped[int]
    """Counts those of the case."""
    valuation: Mapped[Valuation] = mapped_column(Stored(Valuation))
    recorded_at: Mapped[dt.datetime]
    valued_by: Mapped[str]


class AcceptedWorks(Retractable, Base):
    """What the applicant says of the completed works. The last word that stands counts."""

    __tablename__ = "acceptances"
    __table_args__ = (Index("ix_acceptances_case", "case_id", "number", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"))
    district: Mapped[str]
    number: Mapped[int]
    """Counts those of the case."""
    acceptance: Mapped[Acceptance] = mapped_column(Stored(Acceptance))
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]


class Hold(Versioned, Base):
    """A dispute: nothing is paid on the case while it stands."""

    __tablename__ = "holds"
    __table_args__ = (
        Index("ix_holds_case", "case_id", "held_on", "id"),
        Index("ix_holds_open", "id", postgresql_where=text("lifted_on IS NULL")),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"))
    district: Mapped[str]
    held_for: Mapped[str]
    reason: Mapped[str]
    held_on: Mapped[dt.date]
    held_by: Mapped[str]
    lifted_on: Mapped[dt.date | None]
    lifted_by: Mapped[str | None]
    judgement: Mapped[str | None]
