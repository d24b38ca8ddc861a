"""A referral as it stands, and how it came to stand so."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select

from services.referral.casefile.records import open_casefile
from services.referral.casefile.views import ReferralView, TriageView
from services.referral.domain.assessment import RecordedAssessment
from services.referral.domain.enquiry import Enquiry
from services.referral.tables import (
    AssessmentRecord,
    EarlierAssignment,
    EnquiryRecord,
    Referral,
    ScreeningRecord,
    SignpostingRecord,
)
from services.referral.tables.base import Recorded
from shared.persistence.assignment import EarlierInHandView
from shared.persistence.earlier import earlier
from shared.persistence.reading import Reading
from shared.schema import Date, Model

R = TypeVar("R", bound=Recorded)


class Entry(Model):
    """When something was recorded, by whom, and why once more."""

    number: int
    """Counts from 1; the last one counts."""
    recorded_at: dt.datetime
    """When it was recorded."""
    recorded_by: str
    """Who recorded it, as the token names them."""
    reason: str | None
    """Why it took the place of what stood before; null of the first."""


class EnquiryEntry(Entry):
    """An enquiry as it came in or was corrected."""

    enquiry: Enquiry
    """The enquiry as it was recorded then."""


class TriageEntry(Entry):
    """A triage, or its revision."""

    triage: TriageView
    """The triage as it was recorded then."""


class SignpostingEntry(Entry):
    """A service that was named to the person; None where the enquiry was taken up again."""

    signposted_on: Date
    """The day on which it was named, or the enquiry taken up again."""
    to: str | None
    """The service, as a code; null where the enquiry was taken up again."""


class AssessmentEntry(Entry):
    """An assessment, its correction or a later one."""

    because: str | None
    """Why it took the place of the one before, as a code; null of the first."""
    assessment: RecordedAssessment
    """The assessment as it was recorded then."""


class HistoryView(Model):
    """Everything that was recorded of a referral, the first first."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    version: int
    """Counts the changes; the ETag is made of it."""
    enquiries: tuple[EnquiryEntry, ...]
    """The enquiry and its corrections."""
    signpostings: tuple[SignpostingEntry, ...]
    """Services that were named to the person, and when the enquiry was taken up again."""
    triages: tuple[TriageEntry, ...]
    """The triage and its revisions."""
    assessments: tuple[AssessmentEntry, ...]
    """The assessment, its corrections and later ones."""
    earlier_assignments: tuple[EarlierInHandView, ...]
    """Who had the case in hand before whoever has it now."""


async def referral(reading: Reading, case_id: uuid.UUID) -> ReferralView:
    """One referral."""
    return ReferralView.of(await open_casefile(reading, case_id))


async def history(reading: Reading, case_id: uuid.UUID) -> HistoryView:
    """What was recorded of a referral, and what it was before."""
    found = await reading.read(Referral, case_id)
    enquiries = await _rows(reading, EnquiryRecord, case_id)
    signpostings = await _rows(reading, SignpostingRecord, case_id)
    screenings = await _rows(reading, ScreeningRecord, case_id)
    assessments = await _rows(reading, AssessmentRecord, case_id)
    had = await earlier(reading, EarlierAssignment, EarlierAssignment.case_id == case_id)
    return HistoryView(
        case_id=case_id,
        version=found.version,
        enquiries=tuple(EnquiryEntry(**_entry(row), enquiry=row.enquiry) for row in enquiries),
        signpostings=tuple(
            SignpostingEntry(**_entry(row), signposted_on=row.signposted_on, to=row.destination)
            for row in signpostings
        ),
        triages=tuple(TriageEntry(**_entry(row), triage=TriageView.of(row)) for row in screenings),
        assessments=tuple(
            AssessmentEntry(**_entry(row), because=row.because, assessment=row.assessment)
            for row in assessments
        ),
        earlier_assignments=tuple(EarlierInHandView.of(row) for row in had),
    )


async def _rows(reading: Reading, kind: type[R], case_id: uuid.UUID) -> Sequence[R]:
    rows = select(kind).where(kind.case_id == case_id).order_by(kind.number)
    return (await reading.session.scalars(rows)).all()


def _entry(row: Recorded) -> dict[str, object]:
    return {key: getattr(row, key) for key in Entry.model_fields}
