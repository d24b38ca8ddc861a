"""`python -m bench.producer BOOTSTRAP PRINCIPAL DATABASE_URL`: the bare producer, given the same messages.

The messages stand ready in memory before the clock starts; seconds go to standard output.
"""

import asyncio
import sys
import time
from collections import deque

import asyncpg
import uvloop
from aiokafka import AIOKafkaProducer

from bench.backlog import COLUMNS
from deploy.local.roles import DEVELOPMENT_PASSWORD
from shared.bus.authority import ANSWER_MS
from shared.bus.broker import Broker
from shared.bus.kafka import headers_of, partition_of
from shared.bus.topics import administering, ensure_topics

TOPIC = "bench.bare"
LINGER_MS = 5
BATCH_BYTES = 256 * 1024


async def main(bootstrap: str, principal: str, database_url: str) -> float:
    """Seconds from the first `send` until the last message is confirmed."""
    broker = Broker(bootstrap, principal, DEVELOPMENT_PASSWORD)
    await _make_topic(broker)
    connection = await asyncpg.connect(database_url)
    rows = await connection.fetch(f"SELECT {COLUMNS} FROM referral.outbox ORDER BY seq")
    await connection.close()
    messages = [
        (
            row["data"].encode(),
            row["key"].encode(),
            partition_of(row["key"]),
            headers_of(row),
        )
        for row in rows
    ]
    producer = AIOKafkaProducer(
        acks="all", linger_ms=LINGER_MS, max_batch_size=BATCH_BYTES, **broker.client()
    )
    await producer.start()
    began = time.monotonic()
    await _send(producer, messages)
    took = time.monotonic() - began
    await producer.stop()
    return took


async def _send(
    producer: AIOKafkaProducer, messages: list[tuple[bytes, bytes, int, list[tuple[str, bytes]]]]
) -> None:
    confirmed: deque[asyncio.Future[object]] = deque()
    for value, key, partition, headers in messages:
        confirmed.append(await producer.send(TOPIC, value, key, partition, headers=headers))
    await producer.flush()
    for future in confirmed:
        future.result()


async def _make_topic(broker: Broker) -> None:
    async with administering(broker, ANSWER_MS) as admin:
        await ensure_topics(admin, {TOPIC})


if __name__ == "__main__":
    print(uvloop.run(main(*sys.argv[1:])))
