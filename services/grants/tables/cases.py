"""The case itself."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.grants.tables.base import Base
from shared.money import NIL
from shared.persistence.rows import Versioned


class GrantCase(Versioned, Base):
    """A case from assessment to closure: what it is, how far it has come, what lists need of it.

    All that was done on it and told of it are entries of its history.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("cases_by_reference", "reference"),
        Index("cases_by_clock", "clock", "case_id"),
        Index("cases_by_district", "district", "clock", "case_id"),
        Index("cases_by_state", "state", "clock", "case_id"),
        Index("cases_by_officer", "officer", "clock", "case_id"),
        Index("cases_by_team", "team", "clock", "case_id"),
        Index("cases_by_waiting_for", "waiting_for", "clock", "case_id"),
        Index("cases_by_approval", "district", "approved_on"),
        Index("cases_by_former_reference", "former_reference"),
        Index("cases_by_due_for", "due_for", "clock", "case_id"),
        Index("cases_by_breached", "breached", "clock", "case_id"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    reference: Mapped[str]
    """The human reference, the same in every service."""
    former_reference: Mapped[str | None]
    """Of a case that was taken over: what the council called it."""
    taken_over_on: Mapped[dt.date | None]
    district: Mapped[str]
    state: Mapped[str]
    entries: Mapped[int]
    """How many its history has."""
    applied_on: Mapped[dt.date | None]
    decide_by: Mapped[dt.date | None]
    officer: Mapped[str | None]
    team: Mapped[str | None]
    waiting_for: Mapped[str | None]
    """Who has to do something next; null once closed."""
    clock: Mapped[dt.date]
    """The nearest day by which something is due; the last day of all where no time runs."""
    due_for: Mapped[str | None]
    """What is due by then."""
    breached: Mapped[bool] = mapped_column(default=False)
    """Whether a time of the case has passed without what was due."""
    approved_on: Mapped[dt.date | None]
    mandatory: Mapped[Decimal] = mapped_column(default=NIL)
    """The mandatory grant as approved or varied, in pounds; likewise the sums below."""
    discretionary: Mapped[Decimal] = mapped_column(default=NIL)
    spent: Mapped[Decimal] = mapped_column(default=NIL)
    committed: Mapped[Decimal] = mapped_column(default=NIL)
    """What of the awards is still to be paid."""
    offered: Mapped[Decimal] = mapped_column(default=NIL)
    """What was offered and is not decided on yet."""
