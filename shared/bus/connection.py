"""Connections for the bus's own work, and the lock that lets one of several do it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg

from shared.persistence.reach import SETTING, Reach

POLL_SECONDS = 1.0
"""How long a wake-up that never comes is waited for."""
SELDOM_SECONDS = 10.0
"""The same for those of a crew whose first looks for them."""
CONNECT_SECONDS = 10
IDLE_SECONDS = 30
"""After this, PostgreSQL ends the session of a paused process and so releases its locks."""

PLANS = {
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_bitmapscan": "off",
}
"""Queues are read by their own indexes, in order, until there is enough: a plan that was made while a
queue was empty serves a backlog, and none is made again for each event."""
WITHOUT_WAITING = "SET synchronous_commit = off"
"""For who moves events on and says so to nobody outside: it does not wait for the disk. What a crash
takes, it takes with the mark that it was moved, and it is moved again; and what is committed on the
strength of it waits for the disk, and so for it."""


@asynccontextmanager
async def kernel_connection(
    url: str, service: str, idle_seconds: int = IDLE_SECONDS
) -> AsyncIterator[asyncpg.Connection]:
    """A connection under the kernel's reach, closed at the end whatever happened."""
    connection = await asyncpg.connect(
        url,
        timeout=CONNECT_SECONDS,
        server_settings={
            "search_path": service,
            "timezone": "UTC",
            "application_name": f"dfg-bus-{service}",
            **PLANS,
            SETTING: Reach.of_kernel(service).as_setting(),
            "idle_session_timeout": f"{idle_seconds}s",
            "idle_in_transaction_session_timeout": f"{idle_seconds}s",
            "tcp_user_timeout": f"{idle_seconds}s",  # paused with an answer unread, it is not idle
        },
    )
    try:
        yield connection
    finally:
        connection.terminate()


class Wake:
    """A wake-up that is remembered until somebody waits for it."""

    def __init__(self, poll_seconds: float = POLL_SECONDS) -> None:
        self._event = asyncio.Event()
        self._poll_seconds = poll_seconds
        self._is_waited_for = False

    @property
    def finds_somebody(self) -> bool:
        """Whether somebody waits who is not woken yet."""
        return self._is_waited_for and not self._event.is_set()

    def up(self, *_: object) -> None:
        """Wake whoever waits, now or next."""
        self._event.set()

    async def wait(self) -> bool:
        """Wait for a wake-up or the poll; whether it was a wake-up."""
        self._is_waited_for = True
        try:
            async with asyncio.timeout(self._poll_seconds):  # wait_for can lose a cancellation
                await self._event.wait()
        except TimeoutError:
            return False
        finally:
            self._is_waited_for = False
        self._event.clear()
        return True


class Crew:
    """Several who do the same work: as many are woken as there is work for.

    The first looks by itself each second for what has come due; the others are called.
    """

    def __init__(self) -> None:
        self._wakes: list[Wake] = []

    def join(self) -> Wake:
        """The wake-up of one more."""
        self._wakes.append(Wake(SELDOM_SECONDS if self._wakes else POLL_SECONDS))
        return self._wakes[-1]

    def call(self, number: int) -> None:
        """Wake so many; all of them where fewer are free, since one may be about to rest."""
        free = [wake for wake in self._wakes if wake.finds_somebody]
        for wake in free[:number] if number <= len(free) else self._wakes:
            wake.up()


async def stand_by(
    connection: asyncpg.Connection, role: str, wake: Wake, on_wake: Callable[[], Awaitable[object]]
) -> None:
    """Return once this connection holds the role's lock; until then pass wake-ups on.

    The lock belongs to the session: it ends with the connection, however that ends.
    """
    lock = "SELECT pg_try_advisory_lock(hashtextextended($1, 0))"
    while not await connection.fetchval(lock, role):
        if await wake.wait():
            await on_wake()
