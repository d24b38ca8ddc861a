"""The embedded PostgreSQL: durable, reachable by URL, and back after a crash with its data."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from deploy.local.postgres import LocalPostgres


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[LocalPostgres]:
    server = LocalPostgres(tmp_path / "closed to others" / "data")
    server.start()
    yield server
    if server.is_running():
        server.stop("immediate")


async def value(server: LocalPostgres, sql: str) -> object:
    connection = await asyncpg.connect(server.superuser_url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def make_row(server: LocalPostgres) -> None:
    await value(server, "create table kept as select 42 as figure")


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
    assert str(await value(postgres, f"show {setting}")).startswith(expected)


async def test_stopped_at_once_it_recovers_on_the_same_port(postgres: LocalPostgres):
    await make_row(postgres)
    port = postgres.port
    postgres.stop("immediate")
    assert not postgres.is_running()
    postgres.start()
    assert postgres.port == port
    assert await value(postgres, "select figure from kept") == 42


async def test_a_killed_server_starts_again_over_its_stale_lock_file(postgres: LocalPostgres):
    await make_row(postgres)
    lock_file = postgres.directory / "postmaster.pid"
    os.kill(int(lock_file.read_text().splitlines()[0]), signal.SIGKILL)
    assert lock_file.exists()
    postgres.start()
    assert await value(postgres, "select figure from kept") == 42


async def test_a_server_left_running_is_taken_over(postgres: LocalPostgres):
    await make_row(postgres)
    successor = LocalPostgres(postgres.directory)
    successor.start()
    assert await value(successor, "select figure from kept") == 42
