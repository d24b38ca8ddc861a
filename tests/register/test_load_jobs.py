"""A provider's file is taken in by a job: whatever ends its process, each row is taken once."""

import asyncio
import itertools
import json
import os
import signal
import subprocess
import sys
import uuid

import asyncpg
import pytest

from deploy.local.prepare import prepare
from deploy.local.roles import role_url
from services.register.domain.surveying import LoadAsked
from services.register.loads.sending import send_file
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from tests.bus.probe import until
from tests.platform.processes import ROOT, serving
from tests.platform.running import GLOUCESTER, new_database

ROWS, FEWER = 2000, 1600
UPRNS = itertools.count(100_700_000_001)


@pytest.fixture(scope="module")
def database(postgres):
    """A register's own, in which no other process takes files in."""
    name = new_database("loads")
    prepare(postgres.superuser_url, name)
    return postgres.superuser_url, name


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

    with serving("register", database) as doomed:
        await until(taken, "some rows to be taken")
        doomed.send_signal(signal.SIGKILL)
        await asyncio.to_thread(doomed.wait)
    assert 0 < await taken() < ROWS
    assert await sql("SELECT count(*) FROM register.sent_files") == 1
    with serving("register", database):
        await until(
            lambda: sql("SELECT finished_at FROM register.loads WHERE id = $1", load), "the end"
        )
    assert await taken() == ROWS
    assert await sql("SELECT failure FROM register.loads") is None
    assert await sql("SELECT count(*) FROM register.homes") == ROWS
    assert await sql("SELECT count(*) FROM register.loaded_rows WHERE outcome = 'entered'") == ROWS
    assert await sql("SELECT count(DISTINCT principal) FROM register.audit") == 2
    assert await sql("SELECT count(*) FROM register.sent_files") == 0


def command(database, *words):
    """An operator's command, while no register runs."""
    url = role_url(database[0], "dfg_register", database[1])
    return subprocess.Popen(
        [sys.executable, "-m", "services.register", *words],
        env=os.environ | {"DFG_DATABASE_URL": url, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


async def answer(running):
    out, _ = await asyncio.to_thread(running.communicate)
    assert running.returncode == 0
    return json.loads(out)


async def test_a_rematch_whose_process_is_killed_is_gone_on_with_by_the_next(
    database, sql, tmp_path
):
    file = tmp_path / "stock.csv"
    file.write_text("\n".join(["UPRN,Bedrooms", *(f"{next(UPRNS)},2" for _ in range(FEWER))]))
    options = ("--provider", "rematched", "--district", GLOUCESTER)
    assert (await answer(command(database, "load", str(file), *options)))["entered"] == FEWER
    homes = await sql(
        "WITH others AS (UPDATE register.homes SET fitness_by = 'other' RETURNING id)"
        " SELECT count(*) FROM others"
    )

    async def left():
        return await sql("SELECT count(*) FROM register.homes WHERE fitness_by = 'other'")

    async def begun():
        return await left() < homes

    doomed = command(database, "rematch")
    await until(begun, "some homes to be worked out")
    doomed.kill()
    await asyncio.to_thread(doomed.communicate)
    assert await left() > 0
    assert (await answer(command(database, "rematch")))["homes"] == 0
    assert await left() == 0
    runs = "FROM register.inbox WHERE type = 'register.rematch-due'"
    assert await sql(f"SELECT count(*) {runs} AND handled_at IS NULL") == 0
    counted = await sql(f"SELECT max((cursor::json ->> 'homes')::int) {runs}")
    assert homes - 1000 <= counted <= homes  # but for parts that were kept as it was killed
