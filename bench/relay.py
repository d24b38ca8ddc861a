"""The relay: a backlog from unsent to all marked, on each transport, by the service as it runs.

The service stands idle; the backlog is committed at once, with the wake-up that every commit
gives. Over Kafka the baseline is the bare producer sending the same messages to a topic with as
many partitions; over PostgreSQL, one statement that copies the same rows into such a log.
"""

import asyncio
import subprocess
import sys
import time

import asyncpg

from bench.backlog import COLUMNS, EVENTS, MAKE
from bench.figures import Figure
from bench.rounds import ROUNDS, compare
from bench.running import Platform, platform
from shared.bus.relay import outbox_channel

DRAIN_SECONDS = 300
_UNSENT = "SELECT EXISTS (SELECT FROM referral.outbox WHERE sent_at IS NULL)"


class NotDrained(RuntimeError):  # noqa: N818
    """The relay did not get through the backlog in reasonable time."""


def figures() -> list[Figure]:
    """Events a second on each transport, and what the baselines reach."""
    settings = f"{EVENTS:,} events"
    with platform(["referral"], "kafka") as running:
        kafka = compare("relay over Kafka", lambda: _relay(running), lambda: _produce(running))
    with platform(["referral"], "postgres") as running:
        postgres = compare("relay over PostgreSQL", lambda: _relay(running), lambda: _copy(running))
    return [
        Figure("relay, Kafka", kafka.ours, "events/s", settings, kafka.ratio, ROUNDS),
        Figure("bare producer, Kafka", kafka.baseline, "events/s", settings, rounds=ROUNDS),
        Figure("relay, PostgreSQL", postgres.ours, "events/s", settings, postgres.ratio, ROUNDS),
        Figure("bare copy, PostgreSQL", postgres.baseline, "events/s", settings, rounds=ROUNDS),
    ]


def _relay(running: Platform) -> float:
    """Events a second from the commit of the backlog until all are marked."""
    running.sql("TRUNCATE referral.outbox, bus.log")

    async def drain(connection: asyncpg.Connection) -> float:
        async with connection.transaction():
            await connection.execute(f"INSERT INTO referral.outbox ({COLUMNS}) {MAKE}")
            await connection.execute("SELECT pg_notify($1, '')", outbox_channel("referral"))
        began = time.monotonic()
        while await connection.fetchval(_UNSENT):
            if time.monotonic() - began > DRAIN_SECONDS:
                raise NotDrained
            await asyncio.sleep(0.02)
        return time.monotonic() - began

    return EVENTS / running.connected(drain)


def _produce(running: Platform) -> float:
    """The events of the outbox, sent by a producer in a process of its own."""
    if running.stack.kafka is None:
        raise ValueError("this baseline needs Kafka")
    broker = running.stack.kafka.broker()
    words = ("bench.producer", broker.bootstrap, broker.username, running.database_url)
    run = subprocess.run([sys.executable, "-m", *words], stdout=subprocess.PIPE, check=True)
    return EVENTS / float(run.stdout)


def _copy(running: Platform) -> float:
    """The events of the outbox, copied by one statement."""

    async def copy(connection: asyncpg.Connection) -> float:
        await connection.execute("DROP TABLE IF EXISTS public.log")
        await connection.execute("CREATE TABLE public.log (LIKE bus.log INCLUDING ALL)")
        began = time.monotonic()
        await connection.execute(
            f"INSERT INTO public.log ({COLUMNS}) SELECT {COLUMNS} FROM referral.outbox ORDER BY seq"
        )
        return time.monotonic() - began

    return EVENTS / running.connected(copy)
