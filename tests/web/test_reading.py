"""A question changes nothing, whatever its query tries: PostgreSQL refuses it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.persistence.database import Database
from shared.persistence.reach import Reach
from tests.platform.running import GLOUCESTER


@pytest.mark.parametrize("statement", ["DELETE FROM referrals", "UPDATE referrals SET version = 0"])
async def test_a_query_cannot_write(platform, statement):
    database = Database("referral", platform.settings("referral").database_url, pool_size=1)
    everything = Reach("an officer", (GLOUCESTER,), (GLOUCESTER,))
    try:
        async with database.reading(everything) as reading:
            with pytest.raises(DBAPIError, match="read-only transaction"):
                await reading.session.execute(text(statement))
    finally:
        await database.dispose()
