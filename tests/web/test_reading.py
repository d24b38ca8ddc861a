"""A question changes nothing, whatever its query tries: PostgreSQL refuses it."""

import pytest
from anyio import move_on_after
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


async def test_a_question_that_nobody_waits_for_any_more_leaves_no_broken_connection(platform):
    """A caller may go away at any moment, as from a stream: the next one is answered all the same."""
    database = Database("referral", platform.settings("referral").database_url, pool_size=1)
    everything = Reach("an officer", (GLOUCESTER,), (GLOUCESTER,))

    async def ask(*statements):
        async with database.reading(everything) as reading:
            for statement in statements:
                await reading.session.execute(text(statement))

    try:
        for moment in range(40):
            with move_on_after(moment / 2000):  # which breaks off the undoing too
                await ask("SELECT 1", "SELECT pg_sleep(0.005)", "SELECT 1")
            await ask("SELECT 1")
    finally:
        await database.dispose()
