"""A provider's file is taken in by a job: whatever ends its process, each row is taken once."""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
import uuid
from contextlib import contextmanager

import asyncpg
import pytest

from deploy.local.ports import free_port
from deploy.local.prepare import prepare
from deploy.local.roles import role_url
from services.register.domain.surveying import LoadAsked
from services.register.loads.sending import send_file
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from tests.bus.probe import until
from tests.bus.relays import ROOT
from tests.platform.running import GLOUCESTER, new_database

ROWS = 3000
UPRNS = itertools.count(100_700_000_001)


@pytest.fixture(scope="module")
def database(postgres):
    """A register's own, in which no other process takes files in."""
    name = new_database("loads")
    prepare(postgres.superuser_url, name)
    return postgres.superuser_url, name


@contextmanager
def register(database):
    """The register in a process of its own, killed at the end of the block if it still lives."""
    settings = {
        "DFG_DATABASE_URL": role_url(database[0], "dfg_register", database[1]),
        "DFG_ISSUER": "http://issuer.test",
        "DFG_AUDIENCE": "dfg",
        "DFG_JWKS_URL": "http://issuer.test/jwks",
        "DFG_PORT": str(free_port()),
        "PYTHONPATH": str(ROOT),
    }
    running = subprocess.Popen(
        [sys.executable, "-m", "services.register", "serve"], env=os.environ | settings
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()


async def sent(database, path):
    """A file that was sent while no register ran; its load."""
    asked = LoadAsked(district=GLOUCESTER, provider_id="killed", basis="surveyed")
    reach = Reach("somebody", (GLOUCESTER,), (GLOUCESTER,))
    own = Database("register", role_url(database[0], "dfg_register", database[1]), pool_size=1)
    async with own.unit_of_work(reach, action="send_file", cause=uuid.uuid4()) as uow:
        load = await send_file(uow, asked, path, path.stat().st_size)
    await own.dispose()
    return load.id


@pytest.fixture
async def sql(database):
    connection = await asyncpg.connect(role_url(database[0], "postgres", database[1]))
    yield connection.fetchval
    await connection.close()


async def test_a_file_whose_process_is_killed_is_taken_in_by_the_next(database, sql, tmp_path):
    file = tmp_path / "stock.csv"
    lines = [f"{next(UPRNS)},2,850,2026-03-01" for _ in range(ROWS)]
    file.write_text("\n".join(["UPRN,Bedrooms,Front door width,Survey date", *lines]))
    load = await sent(database, file)

    async def taken():
        return await sql("SELECT rows FROM register.loads WHERE id = $1", load)

    with register(database) as doomed:
        await until(taken, "some rows to be taken")
        doomed.send_signal(signal.SIGKILL)
        await asyncio.to_thread(doomed.wait)
    assert 0 < await taken() < ROWS
    assert await sql("SELECT count(*) FROM register.sent_files") == 1
    with register(database):
        await until(
            lambda: sql("SELECT finished_at FROM register.loads WHERE id = $1", load), "the end"
        )
    assert await taken() == ROWS
    assert await sql("SELECT failure FROM register.loads") is None
    assert await sql("SELECT count(*) FROM register.homes") == ROWS
    assert await sql("SELECT count(*) FROM register.loaded_rows WHERE outcome = 'entered'") == ROWS
    assert await sql("SELECT count(DISTINCT principal) FROM register.audit") == 2
    assert await sql("SELECT count(*) FROM register.sent_files") == 0
