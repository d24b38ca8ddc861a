"""`python -m bench.bare_path DATABASE_URL RATE SECONDS [BOOTSTRAP PRINCIPAL]`: commit to effect, bare.

A row is committed, a notice of it goes through the transport, and whoever hears it commits another:
no relay, no inbox, no policy. What the platform's own path takes is told as a multiple of this.
"""

import asyncio
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from deploy.local.roles import DEVELOPMENT_PASSWORD
from shared.bus.authority import ANSWER_MS
from shared.bus.broker import Broker
from shared.bus.topics import administering, ensure_topics

TOPIC = CHANNEL = "bench_bare_path"
SCHEMA = """
DROP SCHEMA IF EXISTS bare_path CASCADE;
CREATE SCHEMA bare_path;
CREATE TABLE bare_path.commands (id uuid PRIMARY KEY);
CREATE TABLE bare_path.effects (id uuid PRIMARY KEY);
"""
_COMMAND = "INSERT INTO bare_path.commands VALUES ($1)"
_EFFECT = "INSERT INTO bare_path.effects VALUES ($1)"
SETTLE_SECONDS = 10
Tell = Callable[[uuid.UUID], Awaitable[None]]


async def main(url: str, rate: str, seconds: str, *kafka: str) -> None:
    """So many commands a second for so many seconds, and the effect of each."""
    teller, hearer = await asyncpg.connect(url), await asyncpg.connect(url)
    await teller.execute(SCHEMA)
    heard: asyncio.Queue[uuid.UUID] = asyncio.Queue()
    path = _over_kafka(*kafka, heard) if kafka else _over_postgres(url, teller, heard)
    count = round(float(rate) * float(seconds))
    async with path as tell:
        effects = asyncio.create_task(_act(hearer, heard, count))
        began = time.monotonic()
        for number in range(count):
            await asyncio.sleep(max(0.0, began + number / float(rate) - time.monotonic()))
            told = uuid.uuid4()
            async with teller.transaction():
                await teller.execute(_COMMAND, told)
                if not kafka:
                    await tell(told)
            if kafka:
                await tell(told)
        await asyncio.wait_for(effects, SETTLE_SECONDS)
    await teller.close()
    await hearer.close()


async def _act(hearer: asyncpg.Connection, heard: asyncio.Queue[uuid.UUID], count: int) -> None:
    for _ in range(count):
        await hearer.execute(_EFFECT, await heard.get())


@asynccontextmanager
async def _over_postgres(
    url: str, teller: asyncpg.Connection, heard: asyncio.Queue[uuid.UUID]
) -> AsyncIterator[Tell]:
    listening = await asyncpg.connect(url)
    await listening.add_listener(CHANNEL, lambda *told: heard.put_nowait(uuid.UUID(str(told[3]))))

    async def tell(told: uuid.UUID) -> None:
        await teller.execute("SELECT pg_notify($1, $2)", CHANNEL, str(told))

    yield tell
    await listening.close()


@asynccontextmanager
async def _over_kafka(
    bootstrap: str, principal: str, heard: asyncio.Queue[uuid.UUID]
) -> AsyncIterator[Tell]:
    broker = Broker(bootstrap, principal, DEVELOPMENT_PASSWORD)
    async with administering(broker, ANSWER_MS) as admin:
        await ensure_topics(admin, {TOPIC})
    producer = AIOKafkaProducer(acks="all", **broker.client())
    consumer = AIOKafkaConsumer(isolation_level="read_committed", **broker.client())
    await producer.start()
    await consumer.start()
    at = TopicPartition(TOPIC, 0)
    consumer.assign([at])
    await consumer.seek_to_end(at)

    async def tell(told: uuid.UUID) -> None:
        await producer.send(TOPIC, told.bytes, partition=0)

    async def hear() -> None:
        async for record in consumer:
            heard.put_nowait(uuid.UUID(bytes=record.value))

    hearing = asyncio.create_task(hear())
    yield tell
    hearing.cancel()
    await consumer.stop()
    await producer.stop()


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
