"""What was said of a case's person and others."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.referral.tables import PersonLink
from shared.persistence.reading import Transaction


async def links_of(transaction: Transaction, case_id: uuid.UUID) -> Sequence[PersonLink]:
    """All that was said of a case's person and others, in its order."""
    rows = select(PersonLink).where(PersonLink.case_id == case_id).order_by(PersonLink.number)
    return (await transaction.session.scalars(rows)).all()
