"""What readers are shown of accounts."""

import uuid

from services.payments.books import AccountView
from services.payments.tables import Account
from shared.persistence.reading import Reading


async def account(reading: Reading, case_id: uuid.UUID) -> AccountView:
    """The account of a case."""
    return AccountView.of(await reading.read(Account, case_id))
