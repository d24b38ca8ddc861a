"""What readers are shown of evidence."""

import uuid
from collections import defaultdict

from sqlalchemy import select

from services.means_test.domain.evidence import EvidenceKind, EvidenceStepKind
from services.means_test.tables import Evidence, EvidenceStep, TestCase
from shared.persistence.reading import Reading
from shared.schema import Date, Instant, Model
from shared.views import ViewOfRow, shown


class EvidenceView(Model):
    """Evidence that was asked for, as it stands."""

    id: uuid.UUID
    """The number of this piece of evidence, for its receipt or withdrawal."""
    version: int
    """Counts the changes; the ETag is made of it."""
    case_id: uuid.UUID
    """The case that it is for."""
    kind: EvidenceKind
    """What kind of paper is asked for."""
    of: str
    """A person's id in the household."""
    asked_on: Date
    """The day on which it was asked for."""
    received_on: Date | None
    """The day on which it came in; null before that."""
    original_seen: bool | None
    """Whether the original was seen; null before it came in."""
    seen_by: str | None
    """Who saw it; null before it came in."""
    withdrawn_on: Date | None
    """When it was found not to be needed."""
    outstanding: bool
    """Whether the formal test waits for it."""

    @classmethod
    def of_row(cls, row: Evidence) -> "EvidenceView":
        return shown(cls, row)


class EvidenceStepView(ViewOfRow):
    """What was done about a piece of evidence."""

    step: EvidenceStepKind
    """What was done."""
    at: Instant
    """When it was recorded."""
    by: str
    """Who did it, as their token names them."""
    received_on: Date | None
    """The day on which it came in; null in other steps."""
    original_seen: bool | None
    """Whether the original was seen; null in other steps."""
    seen_by: str | None
    """Who saw it; null in other steps."""
    reason: str | None
    """Why it was withdrawn."""


class EvidenceWithHistory(EvidenceView):
    """Evidence with all that was done about it."""

    history: list[EvidenceStepView]
    """In order; empty of what was asked for before it was kept."""


class EvidenceList(Model):
    """All evidence of a case, in the order in which it was asked for."""

    items: list[EvidenceWithHistory]
    """Each piece with all that was done about it."""


async def evidence(reading: Reading, case_id: uuid.UUID) -> EvidenceList:
    """What was asked for on a case, and what became of it."""
    await reading.read(TestCase, case_id)
    asked = select(Evidence).where(Evidence.case_id == case_id)
    rows = await reading.session.scalars(asked.order_by(Evidence.asked_on, Evidence.id))
    steps = await _steps(reading, case_id)
    return EvidenceList(
        items=[
            EvidenceWithHistory(**dict(EvidenceView.of_row(row)), history=steps[row.id])
            for row in rows
        ]
    )


async def _steps(reading: Reading, case_id: uuid.UUID) -> dict[uuid.UUID, list[EvidenceStepView]]:
    """What was done, by piece of evidence."""
    taken = select(EvidenceStep).where(EvidenceStep.case_id == case_id)
    found: dict[uuid.UUID, list[EvidenceStepView]] = defaultdict(list)
    for row in await reading.session.scalars(taken.order_by(EvidenceStep.number)):
        found[row.evidence_id].append(EvidenceStepView.of(row))
    return found
