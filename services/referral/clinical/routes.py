"""HTTP of clinical narratives: for the care team alone."""

import uuid
from typing import Annotated

from fastapi import Response

from services.referral.clinical.keeping import narratives_of
from services.referral.domain.narrative import Narrative
from services.referral.tables import Referral
from shared.persistence.audit import Read
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/referrals/{case_id}", "clinical")
Caring = Annotated[Call, needs("clinical:read")]


class NarrativeEntry(Model):
    """What goes with one assessment."""

    number: int
    """Of the assessment in the case's history."""
    narrative: Narrative
    """The narrative of that version, opened."""


class NarrativesView(Model):
    """The clinical narratives of a case, the first first."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    items: tuple[NarrativeEntry, ...]
    """One for each assessment that has any."""


async def narratives(reading: Reading, case_id: uuid.UUID) -> tuple[NarrativesView, Read]:
    """The narratives of a case. Raises `NotFound` for a case out of reach."""
    referral = await reading.read(Referral, case_id)
    found = await narratives_of(reading, case_id)
    view = NarrativesView(
        case_id=case_id,
        items=tuple(NarrativeEntry(number=number, narrative=each) for number, each in found),
    )
    return view, Read(referral.district, case_id, None)


@router.get("/narratives", response_model=NarrativesView)
async def show_narratives(case_id: uuid.UUID, call: Caring) -> Response:
    """Show what was found and why, in the assessors' words; the audit has who read it."""
    return await call.open(narratives, case_id)
