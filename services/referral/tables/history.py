"""What was recorded of each referral, one row for each time."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from services.referral.domain.assessment import RecordedAssessment
from services.referral.domain.consent import Statement
from services.referral.domain.enquiry import Enquiry
from services.referral.domain.screening import Screening
from services.referral.tables.base import Base, Recorded
from shared.contracts.referral import StageTarget
from shared.persistence.stored import Stored


class EnquiryRecord(Recorded, Base):
    """An enquiry as it came in, or as it was corrected."""

    __tablename__ = "enquiries"

    enquiry: Mapped[Enquiry] = mapped_column(Stored(Enquiry))


class ConsentRecord(Recorded, Base):
    """What was said of sharing, one row for each time it was said."""

    __tablename__ = "consents"

    statement: Mapped[Statement] = mapped_column(Stored(Statement))


class ScreeningRecord(Recorded, Base):
    """A triage, or its revision."""

    __tablename__ = "screenings"

    screened_on: Mapped[dt.date]
    screening: Mapped[Screening] = mapped_column(Stored(Screening))
    complexity: Mapped[str]
    urgency: Mapped[str]
    targets: Mapped[tuple[StageTarget, ...]] = mapped_column(Stored(tuple[StageTarget, ...]))


class SignpostingRecord(Recorded, Base):
    """The service that was named to the person, or that the enquiry was taken up after all."""

    __tablename__ = "signpostings"

    signposted_on: Mapped[dt.date]
    destination: Mapped[str | None]
    """None where it was taken up again."""


def without_report(content: dict[str, Any]) -> dict[str, Any]:
    """The narrative is no part of it any more: it stands sealed by itself."""
    return {name: value for name, value in content.items() if name != "report"}


class AssessmentRecord(Recorded, Base):
    """An assessment, its correction or a later one."""

    __tablename__ = "assessments"

    because: Mapped[str | None]
    """`correction` or `reassessment`; None of the first."""
    assessment: Mapped[RecordedAssessment] = mapped_column(
        Stored(RecordedAssessment, without_report)
    )
