"""A platform of its own for a benchmark: server, issuer, the services wanted, a span receiver."""

import asyncio
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TypeVar

import asyncpg
import httpx
import psutil

from deploy.local.ports import LOOPBACK, free_port
from deploy.local.roles import role_url
from deploy.local.stack import Stack

Result = TypeVar("Result")


class NotDurable(RuntimeError):  # noqa: N818
    """The server would not keep what it confirmed: a figure from it says nothing."""


class Child:
    """A module of the bench in a process of its own, serving on a port."""

    def __init__(self, *words: str) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", *words, str(self.port)]
        self._process = subprocess.Popen(command, start_new_session=True)
        self.address = f"http://{LOOPBACK}:{self.port}"

    def end(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait()


class Platform:
    """The services wanted, run as `make run` runs them, with every span going to a receiver."""

    def __init__(self, stack: Stack, receiver: Child) -> None:
        self.stack = stack
        self.database_url = role_url(stack.superuser_url, "postgres")
        self._receiver = receiver

    def spans(self) -> int:
        """How many spans the receiver has decoded."""
        return int(httpx.get(self._receiver.address).text)

    def sql(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        """Run a statement as the superuser, whom no policy binds."""

        async def run(connection: asyncpg.Connection) -> list[asyncpg.Record]:
            return await connection.fetch(statement, *arguments)

        return self.connected(run)

    def connected(self, work: Callable[[asyncpg.Connection], Awaitable[Result]]) -> Result:
        """Do work on a superuser's connection."""

        async def run() -> Result:
            connection = await asyncpg.connect(self.database_url)
            try:
                return await work(connection)
            finally:
                await connection.close()

        return _now(run())


@contextmanager
def platform(
    services: Sequence[str], bus: Literal["postgres", "kafka"] = "postgres"
) -> Iterator[Platform]:
    """Started from nothing, and gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        receiver = Child("bench.spans")
        stack = Stack(
            Path(folder),
            bus,
            first_port=None,
            otlp_endpoint=receiver.address,
            services=services,
        )
        try:
            _keep_commit_times(stack)
            stack.start()
            made = Platform(stack, receiver)
            _demand_durable(made)
            yield made
        finally:
            stack.stop()
            receiver.end()


def _keep_commit_times(stack: Stack) -> None:
    """Have PostgreSQL note when each transaction committed; takes effect at the next start."""
    if stack.postgres is None:
        return
    stack.postgres.start()

    async def alter() -> None:
        connection = await asyncpg.connect(stack.superuser_url)
        await connection.execute("ALTER SYSTEM SET track_commit_timestamp = on")
        await connection.close()

    _now(alter())


def _demand_durable(made: Platform) -> None:
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        [row] = made.sql(f"SHOW {setting}")
        if row[0] != "on":
            raise NotDurable(f"{setting} is {row[0]}")


def _now(work: Coroutine[Any, Any, Result]) -> Result:
    return asyncio.run(work)


@contextmanager
def most_memory(service: str) -> Iterator[list[int]]:
    """The most memory of a service's process meanwhile, in bytes."""
    most, ended = [0], threading.Event()
    serving = [
        process
        for process in psutil.Process(os.getpid()).children(recursive=True)
        if f"services.{service}" in process.cmdline()
    ]

    def watch() -> None:
        while not ended.wait(0.05):
            most[0] = max(most[0], *(process.memory_info().rss for process in serving))

    watching = threading.Thread(target=watch)
    watching.start()
    yield most
    ended.set()
    watching.join()
