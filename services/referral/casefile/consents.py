"""What was said of sharing on a case, and what it comes to."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.referral.domain.consent import Statement
from services.referral.tables import ConsentRecord
from shared.persistence.reading import Transaction


async def consents_of(transaction: Transaction, case_id: uuid.UUID) -> Sequence[ConsentRecord]:
    """All that was said, the first first."""
    rows = select(ConsentRecord).where(ConsentRecord.case_id == case_id)
    return (await transaction.session.scalars(rows.order_by(ConsentRecord.number))).all()


async def statements_of(transaction: Transaction, case_id: uuid.UUID) -> list[Statement]:
    """The same, without who recorded it and when."""
    return [row.statement for row in await consents_of(transaction, case_id)]
