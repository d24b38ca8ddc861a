"""Evidence of resources, and what was done about it."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.means_test.tables.base import Base
from shared.persistence.rows import Versioned


class Evidence(Versioned, Base):
    """One piece of evidence that was asked for, as it stands."""

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
    withdrawn_on: Mapped[dt.date | None]
    """From then on nothing waits for it."""

    @property
    def outstanding(self) -> bool:
        """Whether the formal test waits for it."""
        return self.withdrawn_on is None and not self.original_seen


class EvidenceStep(Base):
    """What was done about a piece of evidence, and by whom. Added, never changed."""

    __tablename__ = "evidence_steps"

    evidence_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """Of what was done about it, the first is 1."""
    case_id: Mapped[uuid.UUID] = mapped_column(index=True)
    district: Mapped[str]
    step: Mapped[str]
    """An `evidence.EvidenceStepKind`."""
    at: Mapped[dt.datetime]
    by: Mapped[str]
    received_on: Mapped[dt.date | None]
    original_seen: Mapped[bool | None]
    seen_by: Mapped[str | None]
    reason: Mapped[str | None]
    """Why it was withdrawn."""
