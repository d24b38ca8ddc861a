"""`kill -9` while a sheet is taken over: the next process goes on, and each case is taken once."""

import asyncio
import signal
import uuid

import asyncpg
import pytest

from deploy.local.prepare import prepare
from deploy.local.roles import role_url
from services.grants.domain.casework.entries_of_take_over import TakeOverAsked
from services.grants.take_over.commands import send_cases
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from tests.bus.probe import until
from tests.grants.take_over import PAST, sheet
from tests.platform.processes import serving
from tests.platform.running import GLOUCESTER, new_database

ROWS = 1500


@pytest.fixture
def database(postgres):
    name = new_database("taken_over")
    prepare(postgres.superuser_url, name)
    return postgres.superuser_url, name


@pytest.fixture
async def sql(database):
    connection = await asyncpg.connect(role_url(database[0], "postgres", database[1]))
    yield connection.fetchval
    await connection.close()


async def sent(database, path):
    """A sheet that was sent while no grants service ran."""
    reach = Reach("somebody", (GLOUCESTER,), (GLOUCESTER,))
    asked = TakeOverAsked(district=GLOUCESTER, organisation="Killed")
    own = Database("grants", role_url(database[0], "dfg_grants", database[1]), pool_size=1)
    async with own.unit_of_work(reach, action="send_cases", cause=uuid.uuid4()) as uow:
        await send_cases(uow, asked, path, path.stat().st_size)
    await own.dispose()


async def test_a_sheet_whose_process_is_killed_is_gone_on_with(database, sql, tmp_path):
    file = tmp_path / "cases.csv"
    file.write_text(sheet(*(PAST | {"Reference": f"P{n}"} for n in range(ROWS))))
    await sent(database, file)

    async def rows():
        return await sql("SELECT rows FROM grants.take_overs")

    with serving("grants", database) as doomed:
        await until(rows, "some rows to be taken")
        doomed.send_signal(signal.SIGKILL)
        await asyncio.to_thread(doomed.wait)
    assert 0 < await rows() < ROWS
    with serving("grants", database):
        await until(lambda: sql("SELECT finished_at FROM grants.take_overs"), "the end")
    assert await sql("SELECT failure FROM grants.take_overs") is None
    assert (await rows(), await sql("SELECT taken FROM grants.take_overs")) == (ROWS, ROWS)
    assert await sql("SELECT count(*) FROM grants.cases") == ROWS
    told = "SELECT count(*) FROM grants.outbox WHERE type = 'grants.taken-over'"
    assert await sql(told) == ROWS
    assert await sql("SELECT count(*) FROM grants.take_over_pieces") == 0
