"""Referrals: which there are, and how far each has come."""

import datetime as dt
import uuid

from sqlalchemy import Index, func, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column

from services.referral.tables.base import Base
from services.referral.tables.clocks import StageClock
from shared.persistence.assignment import Assigned, EarlierInHand
from shared.persistence.rows import Versioned

NO_CLOCK = dt.date.max
"""Of a case of which no stage's clock runs: it comes last."""


class Referral(Assigned, Versioned, Base):
    """One referral, from which a case begins: its id is the case's id in every service.

    What was recorded of it stands in its history; the counts say which row of each counts.
    """

    __tablename__ = "referrals"
    __table_args__ = (
        Index("referrals_discharge", "discharge_on"),
        Index("referrals_due", "due_on"),
        Index("referrals_of_district", "district", "received_on", "case_id"),
        Index("referrals_of_officer", "officer", "received_on", "case_id"),
        Index("referrals_of_state", "state", "received_on", "case_id"),
        Index("referrals_of_team", "team", "received_on", "case_id"),
        Index("referrals_received", "received_on", "case_id"),
        Index("referrals_reference", "reference", unique=True),
        Index("referrals_report", "report_until"),
        Index(
            "referrals_to_be_written_to",
            "received_on",
            "case_id",
            postgresql_where=text("lettered < answers"),
        ),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    state: Mapped[str]
    reference: Mapped[str]
    """What people call the case; it follows from the id."""
    received_on: Mapped[dt.date]
    source: Mapped[str]
    due_on: Mapped[dt.date | None]
    """By when the assessment should be done (stage 1 of guidance 4.16, or before the person leaves
    hospital); None before triage and after the assessment."""
    discharge_on: Mapped[dt.date | None]
    """When the person leaves hospital, as the triage that counts has it; None of others."""
    report_until: Mapped[dt.date | None]
    """Until when the assessment that counts holds without a new one; None: no day is set."""
    report_warned_at: Mapped[dt.datetime | None]
    """When it was noted that this day is near."""
    consent: Mapped[str]
    """Whether it may be worked on, after all that was said of it."""
    consents: Mapped[int]
    answers: Mapped[int]
    lettered: Mapped[int]
    """Which of the answers went into a letter last; 0: none did."""
    enquiries: Mapped[int]
    screenings: Mapped[int]
    signpostings: Mapped[int]
    assessments: Mapped[int]
    clock: Mapped[dt.date] = column_property(
        select(func.coalesce(func.min(StageClock.due_on), NO_CLOCK))
        .where(StageClock.case_id == case_id)
        .correlate_except(StageClock)
        .scalar_subquery(),
        deferred=True,
    )
    """The nearest target of a stage that is under way; asked for where a list goes by it."""


class EarlierAssignment(EarlierInHand, Base):
    """Who had a case in hand before."""

    __tablename__ = "assignment_history"
