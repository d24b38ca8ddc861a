"""Cases as their officers see them."""

import uuid

from services.grants.record import read_case
from services.grants.record.view import GrantCaseView
from shared.persistence.reading import Reading


async def case(reading: Reading, case_id: uuid.UUID) -> GrantCaseView:
    """One case."""
    return GrantCaseView.of(await read_case(reading, case_id))
