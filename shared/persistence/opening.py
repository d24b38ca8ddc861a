"""How a transaction begins: under its reach, and for a request with its idempotency key taken."""

import datetime as dt
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
WITH reach AS MATERIALIZED (SELECT set_config($1, $2, true))
INSERT INTO idempotency (principal, key, request_hash, created_at)
SELECT $3, $4, $5, $6 FROM reach
ON CONFLICT DO NOTHING
RETURNING true
"""
"""One way to the database and back for both. The table's policy reads the reach when the row comes
to it, and refuses the row if the reach is not set by then."""
_EARLIER = """
SELECT request_hash, status, body, etag, district, within
FROM idempotency WHERE principal = $1 AND key = $2
"""


async def set_reach(driver: asyncpg.Connection, reach: Reach) -> None:
    """What the transaction's policies go by, until it ends."""
    await driver.execute("SELECT set_config($1, $2, true)", SETTING, reach.as_setting())


async def begin(
    driver: asyncpg.Connection, reach: Reach, request: Keyed | None, now: dt.datetime
) -> Opened:
    """Set the reach and take the request's key, or find the answer that the key already has.

    A second request with the key waits here until the first has committed or failed. Raises
    `KeyReused` if the key came with another request, `OutOfReach` where the caller may no longer
    see what it was answered.
    """
    if request is None:
        await set_reach(driver, reach)
        return NOT_REPEATED
    values = SETTING, reach.as_setting(), reach.principal, *request, now
    if await driver.fetchval(_TAKE, *values):
        return Opened(key=request.key)
    [found] = await driver.fetch(_EARLIER, reach.principal, request.key)
    if found["request_hash"] != request.request_hash:
        raise KeyReused
    if found["within"] != reach.within or found["district"] not in {None, *reach.read}:
        raise OutOfReach("this was answered before, and you may no longer see the answer")
    return Opened(earlier=Answer(found["status"], found["body"], found["etag"]))
