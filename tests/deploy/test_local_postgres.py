"""The embedded PostgreSQL: durable, reachable by URL, and back after a crash with its data."""

import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from deploy.local.postgres import LocalPostgres


@pytest.fixture(scope="module")
def postgres(tmp_path_factory) -> Iterator[LocalPostgres]:
    server = LocalPostgres(tmp_path_factory.mktemp("closed to others") / "data")
    server.start()
    yield server
    server.stop("immediate")


@asynccontextmanager
async def connected(server: LocalPostgres) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(server.superuser_url)
    try:
        yield connection
    finally:
        await connection.close()


async def keep(server: LocalPostgres, figure: int) -> None:
    async with connected(server) as connection:
        await connection.execute(
            f"drop table if exists kept; create table kept as select {figure} as figure"
        )


async def kept(server: LocalPostgres) -> int:
    async with connected(server) as connection:
        return await connection.fetchval("select figure from kept")


@pytest.mark.parametrize(
    "setting, expected",
    [
        ("server_version_num", "18"),
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("listen_addresses", "127.0.0.1"),
        ("max_connections", "200"),
    ],
)
async def test_it_is_as_durable_as_production(postgres: LocalPostgres, setting, expected):
    async with connected(postgres) as connection:
        assert (await connection.fetchval(f"show {setting}")).startswith(expected)


async def test_stopped_at_once_it_recovers_on_the_same_port(postgres: LocalPostgres):
    await keep(postgres, 1)
    port = postgres.port
    postgres.stop("immediate")
    assert not postgres.is_running()
    postgres.start()
    assert postgres.port == port
    assert await kept(postgres) == 1


async def test_a_killed_server_starts_again_over_its_stale_lock_file(postgres: LocalPostgres):
    await keep(postgres, 2)
    lock_file = postgres.directory / "postmaster.pid"
    os.kill(int(lock_file.read_text().splitlines()[0]), signal.SIGKILL)
    assert lock_file.exists()
    postgres.start()
    assert await kept(postgres) == 2


async def test_a_server_left_running_is_taken_over(postgres: LocalPostgres):
    await keep(postgres, 3)
    successor = LocalPostgres(postgres.directory)
    successor.start()
    assert await kept(successor) == 3
    successor.stop()
    postgres.start()
