"""Cases, as far as their tests of resources go."""

import datetime as dt
import uuid

from sqlalchemy import Computed, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.means_test.domain.life import Step, after, awaited
from services.means_test.tables.base import Base
from shared.persistence.assignment import Assigned, EarlierInHand
from shared.persistence.rows import Versioned


class TestCase(Assigned, Versioned, Base):
    """A case as far as its test of resources goes."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("cases_by_wait", "waiting_since", "case_id"),
        Index("cases_by_awaited", "waiting_for", "waiting_since", "case_id"),
        Index("cases_by_state", "state", "waiting_since", "case_id"),
        Index("cases_of_officer", "officer", "clock", "waiting_since", "case_id"),
        Index("cases_of_team", "team", "waiting_since", "case_id"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    state: Mapped[str]
    """A `life.State`."""
    waiting_for: Mapped[str | None]
    """A `life.Awaited`; None where the test is over."""
    waiting_since: Mapped[dt.datetime]
    evidence_outstanding: Mapped[int]
    """Pieces asked for of which no original was seen, and that were not withdrawn."""
    applied_on: Mapped[dt.date | None]
    """The date of the complete application: from then on the formal test can be made."""
    clock: Mapped[dt.date] = mapped_column(
        Computed("coalesce(applied_on, 'infinity'::date)", persisted=True)
    )
    """From when the six months for a decision run (section 34); at the end of all days before."""
    declined_on: Mapped[dt.date | None]
    tests: Mapped[int]
    """How many were made."""
    formal_test_id: Mapped[uuid.UUID | None]
    """The one that counts."""

    def take(self, step: Step, at: dt.datetime) -> None:
        """Take a step of its life; raises `WrongState` where it does not fit."""
        self.state = after(step, self.state)
        self._wait(at)

    def count_evidence(self, more: int, at: dt.datetime) -> None:
        """That much more evidence is outstanding, or less."""
        self.evidence_outstanding += more
        self._wait(at)

    def _wait(self, at: dt.datetime) -> None:
        now_for = awaited(self.state, self.evidence_outstanding)
        if now_for != self.waiting_for:
            self.waiting_for, self.waiting_since = now_for, at


class EarlierAssignment(EarlierInHand, Base):
    """Who had the test of a case in hand before."""

    __tablename__ = "assignment_history"
