"""How a transaction begins: under its reach, and for a request with its idempotency key taken."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

import asyncpg

from shared.persistence.closing import Answer
from shared.persistence.reach import SETTING, Reach
from shared.problems import OutOfReach, Problem


class KeyReused(Problem):
    """The same key came with another request."""

    slug = "idempotency-key-reused"
    title = "This Idempotency-Key belongs to another request: use a new one"
    status = 422


class Keyed(NamedTuple):
    """A request that acts once: its key, and a hash of all that would make it another request."""

    key: str
    request_hash: str


class Opened(NamedTuple):
    """A transaction that has begun for a request: its key, or the answer that the key has already."""

    key: str | None = None
    earlier: Answer | None = None


NOT_REPEATED = Opened()
"""A transaction that no request repeats."""

_TAKE = """
INSERT INTO idempotency (principal, key, request_hash, created_at) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING
RETURNING true
"""
_EARLIER = """
SELECT request_hash, status, body, etag, district, within
FROM idempotency WHERE principal = $1 AND key = $2
"""


_PLANNED_ONCE = "SET LOCAL plan_cache_mode = force_generic_plan"
"""For what changes something: it asks by keys, so that one plan serves whatever is asked. PostgreSQL
would else plan many a statement each time, which takes it longer than to run it."""


@asynccontextmanager
async def begun(
    driver: asyncpg.Connection, reach: Reach, *, readonly: bool = False
) -> AsyncIterator[None]:
    """A transaction under a reach: committed at the end of the block, undone if it raises.

    To begin and to set the reach is one way to the database and back.
    """
    try:
        mode = "BEGIN READ ONLY" if readonly else f"BEGIN; {_PLANNED_ONCE}"
        await driver.execute(f"{mode}; {_set(reach)}")
        yield
    except BaseException:
        await driver.execute("ROLLBACK")
        raise
    await driver.execute("COMMIT")


@asynccontextmanager
async def savepoint(driver: asyncpg.Connection) -> AsyncIterator[None]:
    """A part of a transaction that is undone by itself if it raises."""
    await driver.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        await driver.execute("ROLLBACK TO part; RELEASE part")
        raise
    await driver.execute("RELEASE part")


async def set_reach(driver: asyncpg.Connection, reach: Reach) -> None:
    """What the transaction's policies go by from here on, until it ends."""
    await driver.execute(_set(reach))


def _set(reach: Reach) -> str:
    """JSON is plain ASCII here, and without a quote it ends nowhere but at its end."""
    written = reach.as_setting().replace("'", r"\u0027")
    return f"SET LOCAL {SETTING} = '{written}'"


async def take_key(
    driver: asyncpg.Connection, reach: Reach, request: Keyed | None, now: dt.datetime
) -> Opened:
    """Take the request's key, or find the answer that the key already has.

    A second request with the key waits here until the first has committed or failed. Raises
    `KeyReused` if the key came with another request, `OutOfReach` where the caller may no longer
    see what it was answered.
    """
    if request is None:
        return NOT_REPEATED
    if await driver.fetchval(_TAKE, reach.principal, *request, now):
        return Opened(key=request.key)
    [found] = await driver.fetch(_EARLIER, reach.principal, request.key)
    if found["request_hash"] != request.request_hash:
        raise KeyReused
    if found["within"] != reach.within or found["district"] not in {None, *reach.read}:
        raise OutOfReach("this was answered before, and you may no longer see the answer")
    return Opened(earlier=Answer(found["status"], found["body"], found["etag"]))
