"""A referral posted with everything on, against the smallest handler of the same inserts.

Everything on: token, reach, row-level security, validation, idempotency key, outbox, audit, and a
trace of every request exported to a live receiver, while the service's relay sends the events on.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import asyncpg
import httpx

from bench.bare import SCHEMA
from bench.figures import Figure
from bench.load import Achieved, Plan
from bench.referrals import referring
from bench.rounds import ROUNDS, compare
from bench.running import Child, Platform, platform

POOL_SIZE = 10
"""The default of the services' settings, for both."""
WARM_UP_SECONDS = 3
SECONDS = 10
SPANS_A_REQUEST = 2
"""At the least: the server's and the event's creation."""
SETTLE_SECONDS = 30


class Unsound(RuntimeError):  # noqa: N818
    """The run was not what it is said to be."""


def figures() -> list[Figure]:
    """Requests a second, ours and the bare handler's, and ours in milliseconds."""
    with platform(["referral"]) as running, _bare(running) as bare:
        ours = referring(running, SECONDS)
        theirs = replace(ours, port=bare.port, path="/referrals")
        for plan in (ours, theirs):
            Achieved.of(replace(plan, seconds=WARM_UP_SECONDS))
        runs: list[Achieved] = []

        def post() -> float:
            runs.append(_post(running, ours))
            return runs[-1].rate

        found = compare("referrals a second", post, lambda: _accepted(theirs).rate)
    settings = (
        f"{ours.connections} connections, pool of {POOL_SIZE}, {SECONDS} s a round, same rows"
    )
    slow = sorted(run.p99 for run in runs)[ROUNDS // 2] * 1000
    return [
        Figure("POST of a referral", found.ours, "requests/s", settings, found.ratio, ROUNDS),
        Figure("POST of a referral, p99", slow, "ms", settings, rounds=ROUNDS),
        Figure("bare handler", found.baseline, "requests/s", settings, rounds=ROUNDS),
    ]


@contextmanager
def _bare(running: Platform) -> Iterator[Child]:
    async def make(connection: asyncpg.Connection) -> None:
        await connection.execute(SCHEMA)

    running.connected(make)
    handler = Child("bench.bare", running.database_url, str(POOL_SIZE))
    try:
        _wait_until_up(handler)
        yield handler
    finally:
        handler.end()


def _wait_until_up(handler: Child) -> None:
    deadline = time.monotonic() + SETTLE_SECONDS
    while True:
        try:
            httpx.get(f"{handler.address}/docs")
        except httpx.ConnectError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def _accepted(plan: Plan) -> Achieved:
    achieved = Achieved.of(plan)
    if achieved.refused:
        raise Unsound(f"{achieved.refused} requests were refused")
    return achieved


def _post(running: Platform, plan: Plan) -> Achieved:
    """One round, with its events relayed and its spans exported before the next begins."""
    before = running.spans()
    achieved = _accepted(plan)
    expected = before + SPANS_A_REQUEST * achieved.requests
    _settle(running, expected)
    return achieved


def _settle(running: Platform, spans: int) -> None:
    deadline = time.monotonic() + SETTLE_SECONDS
    unsent = "SELECT count(*) FROM referral.outbox WHERE sent_at IS NULL"
    while running.spans() < spans or running.sql(unsent)[0][0]:
        if time.monotonic() > deadline:
            raise Unsound(f"{running.spans()} spans of {spans} came, or events stayed unsent")
        time.sleep(0.5)
