"""Narratives as they are kept and opened."""

import uuid

from sqlalchemy import select

from services.referral.clinical.sealing import row_name, seal, unseal
from services.referral.domain.narrative import Narrative
from services.referral.tables import NarrativeRecord, Referral
from shared.persistence.reading import Transaction
from shared.persistence.stored import Stored
from shared.persistence.unit_of_work import UnitOfWork

KIND = "assessment"
FORM = Stored(Narrative)


def keep_narrative(
    uow: UnitOfWork, referral: Referral, number: int, narrative: Narrative | None
) -> None:
    """Keep what goes with the assessment so numbered, sealed; nothing where nothing was said."""
    if narrative is None:
        return
    name = row_name(KIND, referral.case_id, number)
    uow.add(
        NarrativeRecord(
            case_id=referral.case_id,
            number=number,
            district=referral.district,
            sealed=seal(name, FORM.written(narrative)),
        )
    )


async def narratives_of(
    transaction: Transaction, case_id: uuid.UUID
) -> list[tuple[int, Narrative]]:
    """What goes with each assessment of a case, opened; the first first."""
    rows = select(NarrativeRecord).where(NarrativeRecord.case_id == case_id)
    found = await transaction.session.scalars(rows.order_by(NarrativeRecord.number))
    return [
        (row.number, FORM.opened(unseal(row_name(KIND, case_id, row.number), row.sealed)))
        for row in found
    ]
