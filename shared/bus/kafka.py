"""Events carried by Apache Kafka: a topic for each publisher, the case as the key.

How far a subscriber has read stands in its own schema, written with the events it stored, so
there is no consumer group to rebalance and no offset that could differ from the inbox.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from zlib import crc32

import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.structs import ConsumerRecord

from shared.bus.broker import Broker
from shared.bus.clients import started
from shared.bus.decoding import Raw, received
from shared.bus.topics import administering, ensure_topics
from shared.bus.tracing import note_sent
from shared.bus.transport import Delivery, Reader, Sender, Subscription
from shared.contracts.envelope import SOURCE
from shared.contracts.topics import PARTITIONS, publisher_of, topic_of

BATCH_BYTES = 768 * 1024
"""Room for the largest event and its headers, below the broker's default limit of a mebibyte."""
CHUNK = 4000
FETCH = 500
PATIENCE = 10.0
"""Seconds: how long a broker may take to confirm, and a consumer stand still, before either is
given up and opened anew. A client that will not stop is given a quarter of it.
"""

_UNSENT = """
SELECT seq, id, type, source, subject, key, case_id, district, occurred_at, traceparent, data
FROM outbox WHERE sent_at IS NULL ORDER BY seq LIMIT $1
"""
_MARK = "UPDATE outbox SET sent_at = now() WHERE seq = ANY($1::bigint[])"


class ConsumerStalled(RuntimeError):  # noqa: N818
    """The consumer gets nothing although the log goes on: it is replaced."""


class KafkaTransport:
    """The log is a topic for each publisher, kept without end."""

    system = "kafka"

    def __init__(self, broker: Broker, patience: float = PATIENCE) -> None:
        self._broker = broker
        self._patience = patience
        self._answer_ms = int(patience * 500)
        """Within which a broker has to answer while a client starts: half of the patience, so that
        a start ends by itself."""

    @asynccontextmanager
    async def sender(self, service: str) -> AsyncIterator[Sender]:
        await self._ensure_topics([service])
        producer = AIOKafkaProducer(
            acks="all",
            enable_idempotence=True,
            max_batch_size=BATCH_BYTES,
            request_timeout_ms=int(self._patience * 1000),
            **self._broker.client(),
        )
        async with started(producer, self._patience):
            yield _Sender(producer, topic_of(service), self._patience)

    @asynccontextmanager
    async def reader(self, subscription: Subscription) -> AsyncIterator[Reader]:
        await self._ensure_topics(subscription.publishers)
        consumer = AIOKafkaConsumer(
            request_timeout_ms=self._answer_ms,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            isolation_level="read_committed",
            **self._broker.client(),
        )
        async with started(consumer, self._patience):
            _assign(consumer, subscription)
            yield _Reader(consumer, self._patience)

    async def _ensure_topics(self, publishers: Iterable[str]) -> None:
        """Where everybody may, a service creates what it needs; elsewhere it is there already."""
        async with (
            asyncio.timeout(self._patience),
            administering(self._broker, self._answer_ms) as admin,
        ):
            await ensure_topics(admin, {topic_of(publisher) for publisher in publishers})


class _Sender:
    """One batch under way for each partition: what follows a failed send waits for its retry."""

    def __init__(self, producer: AIOKafkaProducer, topic: str, patience: float) -> None:
        self._producer = producer
        self._topic = topic
        self._patience = patience

    async def send_pending(self, connection: asyncpg.Connection) -> int:
        rows = await connection.fetch(_UNSENT, CHUNK)
        if not rows:
            return 0
        by_partition: defaultdict[tuple[str, int], list[asyncpg.Record]] = defaultdict(list)
        for row in rows:
            publisher = row["source"].removeprefix(SOURCE)
            by_partition[topic_of(publisher), partition_of(row["key"])].append(row)
        began = time.time_ns()
        outcomes = await asyncio.gather(
            *(self._send_in_order(*p, r) for p, r in by_partition.items())
        )
        note_sent(KafkaTransport.system, self._topic, rows, began)
        sent = [seq for seqs, _ in outcomes for seq in seqs]
        await connection.execute(_MARK, sent)
        for _, error in outcomes:
            if error is not None:
                raise error
        return len(sent)

    async def _send_in_order(
        self, topic: str, partition: int, rows: Sequence[asyncpg.Record]
    ) -> tuple[list[int], Exception | None]:
        """The numbers that the broker has confirmed, and what stopped the rest."""
        sent: list[int] = []
        try:
            for batch, numbers in self._batches(rows):
                confirmed = await self._producer.send_batch(batch, topic, partition=partition)
                async with asyncio.timeout(self._patience):
                    await confirmed
                sent.extend(numbers)
        except (KafkaError, TimeoutError) as error:
            return sent, error
        return sent, None

    def _batches(self, rows: Sequence[asyncpg.Record]) -> Iterator[tuple[BatchBuilder, list[int]]]:
        batch = self._producer.create_batch()
        numbers: list[int] = []
        for row in rows:
            if not _add(batch, row):
                yield batch, numbers
                batch, numbers = self._producer.create_batch(), []
                _add(batch, row)
            numbers.append(row["seq"])
        yield batch, numbers


def partition_of(key: str) -> int:
    """The partition of a key: only this relay writes the topic, so any fixed spread will do."""
    return crc32(key.encode()) % PARTITIONS


def _add(batch: BatchBuilder, row: asyncpg.Record) -> bool:
    """Append an event to the batch; False where it is full."""
    occurred_at: datetime = row["occurred_at"]
    added = batch.append(
        timestamp=int(occurred_at.timestamp() * 1000),
        key=row["key"].encode(),
        value=row["data"].encode(),
        headers=headers_of(row),
    )
    return added is not None


def headers_of(row: asyncpg.Record) -> list[tuple[str, bytes]]:
    """CloudEvents in binary mode, and the creation context of the trace."""
    headers = [
        ("ce_specversion", b"1.0"),
        ("ce_id", str(row["id"]).encode()),
        ("ce_type", row["type"].encode()),
        ("ce_source", row["source"].encode()),
        ("ce_subject", row["subject"].encode()),
        ("ce_time", row["occurred_at"].isoformat().encode()),
        ("ce_district", row["district"].encode()),
        ("content-type", b"application/json"),
    ]
    if row["case_id"] is not None:
        headers.append(("ce_caseid", str(row["case_id"]).encode()))
    if row["traceparent"] is not None:
        headers.append(("traceparent", row["traceparent"].encode()))
    return headers


def _assign(consumer: AIOKafkaConsumer, subscription: Subscription) -> None:
    partitions = [
        TopicPartition(topic_of(p), n) for p in subscription.publishers for n in range(PARTITIONS)
    ]
    consumer.assign(partitions)
    for partition in partitions:
        consumer.seek(partition, subscription.cursors.get(_log_name(partition), -1) + 1)


def _log_name(partition: TopicPartition) -> str:
    return f"{partition.topic}/{partition.partition}"


class _Reader:
    def __init__(self, consumer: AIOKafkaConsumer, patience: float) -> None:
        self._consumer = consumer
        self._patience = patience
        self._watched_at = time.monotonic()
        self._behind: dict[TopicPartition, int] = {}
        """Partitions of which the broker had more, and where they stood."""

    async def read(self) -> Delivery:
        async with asyncio.timeout(self._patience):
            fetched = await self._consumer.getmany(timeout_ms=1000, max_records=FETCH)
        events = [received(_raw(r)) for records in fetched.values() for r in records]
        if len(events) < FETCH and time.monotonic() - self._watched_at > self._patience:
            await self._watch_progress()
        return Delivery(events, {_log_name(p): rs[-1].offset for p, rs in fetched.items()})

    async def _watch_progress(self) -> None:
        """A reader that keeps up moves on in every partition of which the broker has more."""
        self._watched_at = time.monotonic()
        async with asyncio.timeout(self._patience):
            partitions = self._consumer.assignment()
            ends = await self._consumer.end_offsets(partitions)
            positions = {p: await self._consumer.position(p) for p in partitions}
        if any(positions[p] == stood for p, stood in self._behind.items()):
            raise ConsumerStalled
        self._behind = {p: at for p, at in positions.items() if at < ends[p]}


def _raw(record: ConsumerRecord) -> Raw:
    return Raw(
        place=f"{record.topic}/{record.partition}/{record.offset}",
        publisher=publisher_of(record.topic),
        headers=dict(record.headers),
        key=record.key,
        value=record.value,
    )
