"""aiokafka's clients can hang without a sign: they are watched, replaced, and never waited for."""

import asyncio
import gc
import os
import signal
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jsonschema
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.conn import AIOKafkaConnection
from aiokafka.protocol.metadata import MetadataRequest

import shared.bus.kafka
from deploy.local.kafka import LocalKafka
from shared.bus.broker import Broker
from shared.bus.kafka import KafkaTransport
from shared.contracts.asyncapi import HEADERS
from tests.bus.probe import PATIENCE_SECONDS, Pair, until
from tests.needs import leave_out

PATIENCE = 2.5
SLOW = PATIENCE / 10


@pytest.fixture
def transport(kafka) -> KafkaTransport:
    return KafkaTransport(Broker(kafka.bootstrap), PATIENCE)


@contextmanager
def nothing_left_open() -> Iterator[None]:
    """No connection and no unfinished step is left for whoever comes next to find."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        yield
        gc.collect()
    assert [str(each.message) for each in found] == []


class HangingConsumer(AIOKafkaConsumer):
    """The first one gets nothing any more once it has got something, and says nothing of it."""

    opened = 0

    def __init__(self, *arguments: object, **settings: object) -> None:
        super().__init__(*arguments, **settings)
        HangingConsumer.opened += 1
        self._hangs = HangingConsumer.opened == 1

    async def getmany(self, *arguments: object, **settings: object):
        found = await super().getmany(*arguments, **settings)
        if found and self._hangs:
            self.pause(*self.assignment())
        return found


async def test_a_consumer_that_hangs_is_replaced(pair: Pair, monkeypatch):
    monkeypatch.setattr(shared.bus.kafka, "AIOKafkaConsumer", HangingConsumer)
    monkeypatch.setattr(HangingConsumer, "opened", 0)
    case = uuid.uuid4()
    async with pair.publishing() as works, pair.receiving() as ledger:
        await pair.publish(works.database, (case, 0))
        await pair.has_kept(1)
        await pair.publish(works.database, (case, 1))
        await pair.has_kept(2)
        assert ledger.bus.troubles["receiver"].startswith("ConsumerStalled")
    assert HangingConsumer.opened == 2


class HalfHangingConsumer(HangingConsumer):
    """Hangs for the partition that it got something of, and goes on with the others."""

    async def getmany(self, *arguments: object, **settings: object):
        found = await AIOKafkaConsumer.getmany(self, *arguments, **settings)
        if found and self._hangs and not self.paused():
            self.pause(*found)
        return found


async def test_a_consumer_that_hangs_for_one_partition_is_replaced_too(pair: Pair, monkeypatch):
    monkeypatch.setattr(shared.bus.kafka, "AIOKafkaConsumer", HalfHangingConsumer)
    monkeypatch.setattr(HangingConsumer, "opened", 0)
    case = uuid.uuid4()

    async def go_on_with_others() -> bool:
        await pair.publish(works.database, *((uuid.uuid4(), 7) for _ in range(6)))
        return (case, 1) in await pair.subscriber.entries()

    async with pair.publishing() as works, pair.receiving():
        await pair.publish(works.database, (case, 0))
        await pair.has_kept(1)
        await pair.publish(works.database, (case, 1))
        await until(go_on_with_others, "the case of the hanging partition")


async def test_a_quiet_consumer_is_left_alone(pair: Pair, monkeypatch):
    monkeypatch.setattr(shared.bus.kafka, "AIOKafkaConsumer", HangingConsumer)
    monkeypatch.setattr(HangingConsumer, "opened", 1)
    async with pair.publishing() as works, pair.receiving() as ledger:
        await pair.publish(works.database, (uuid.uuid4(), 0))
        await pair.has_kept(1)
        await asyncio.sleep(3 * PATIENCE)
        assert not ledger.bus.troubles
    assert HangingConsumer.opened == 2


async def never(client) -> None:
    client._closed = True
    await asyncio.Event().wait()


async def test_a_client_that_will_not_stop_is_not_waited_for(pair: Pair, monkeypatch):
    monkeypatch.setattr(AIOKafkaConsumer, "stop", never)
    monkeypatch.setattr(AIOKafkaProducer, "stop", never)
    with nothing_left_open():
        async with asyncio.timeout(PATIENCE_SECONDS):
            async with pair.publishing() as works, pair.receiving():
                await pair.publish(works.database, (uuid.uuid4(), 0))
                await pair.has_kept(1)


def slowed(monkeypatch, owner: type, name: str, *only: type) -> asyncio.Event:
    """Set once somebody waits for a call that takes its time; `only` calls with these arguments."""
    called, call = asyncio.Event(), getattr(owner, name)

    async def slow(client, *arguments: object, **settings: object):
        if not only or isinstance(arguments[0], only):
            called.set()
            await asyncio.sleep(SLOW)
        return await call(client, *arguments, **settings)

    monkeypatch.setattr(owner, name, slow)
    return called


async def test_a_service_that_stops_while_its_clients_start_leaves_nothing_open(pair, monkeypatch):
    """aiokafka forgets the connection of a start that is broken off."""
    starting = slowed(monkeypatch, AIOKafkaConnection, "send", MetadataRequest)
    with nothing_left_open():
        async with pair.publishing(), pair.receiving():
            await starting.wait()


async def test_a_service_that_stops_while_a_client_is_replaced_leaves_nothing_open(
    pair, monkeypatch
):
    monkeypatch.setattr(AIOKafkaConsumer, "getmany", escape)
    stopping = slowed(monkeypatch, AIOKafkaConsumer, "stop")
    with nothing_left_open():
        async with pair.receiving():
            await stopping.wait()


async def escape(*_: object, **__: object) -> None:
    raise asyncio.CancelledError


async def test_a_cancellation_that_escapes_from_a_client_does_not_end_the_part(
    pair: Pair, monkeypatch
):
    """aiokafka's `stop` raises it where the broker went away in the middle of a fetch."""
    monkeypatch.setattr(AIOKafkaConsumer, "getmany", escape)
    async with pair.publishing(), pair.receiving() as ledger:
        await pair.tell((uuid.uuid4(), 0))
        await until(lambda: in_trouble(ledger), "the receiver to be in trouble")
        monkeypatch.undo()
        await pair.has_kept(1)


async def in_trouble(running) -> bool:
    return "receiver" in running.bus.troubles


@pytest.fixture
def own_broker(kafka) -> LocalKafka:
    if not isinstance(kafka, LocalKafka):
        leave_out("somebody else's broker is not ours to stop")
    return kafka


async def test_a_service_stops_although_its_broker_does_not_answer(pair: Pair, own_broker):
    broker = int((Path(own_broker.directory) / "server.pid").read_text())
    async with pair.publishing() as works, pair.receiving():
        await pair.publish(works.database, (uuid.uuid4(), 0))
        await pair.has_kept(1)
        os.kill(broker, signal.SIGSTOP)
        try:
            await pair.publish(works.database, (uuid.uuid4(), 1))
            await until(lambda: relay_in_trouble(works), "the relay to be in trouble")
            async with asyncio.timeout(PATIENCE_SECONDS):
                await works.bus.stop()
        finally:
            os.kill(broker, signal.SIGCONT)


async def test_at_a_start_over_kafka_no_topic_is_missing(pair: Pair, caplog):
    """None is asked for before the broker tells of it. That one made a moment ago has its leader in
    the next, and that a busy broker takes its time, is the broker's own affair.
    """
    with caplog.at_level("WARNING", "aiokafka"):
        async with pair.publishing() as works, pair.receiving():
            await pair.publish(works.database, (uuid.uuid4(), 0))
            await pair.has_kept(1)
    said = [record.getMessage() for record in caplog.records]
    assert [words for words in said if words.startswith("Topic ")] == []


async def relay_in_trouble(running) -> bool:
    return "relay" in running.bus.troubles


async def test_the_headers_are_those_that_are_published(pair: Pair, kafka):
    """What the relay writes is what asyncapi.yaml says."""
    async with pair.publishing() as works, pair.receiving():
        await pair.publish(works.database, (uuid.uuid4(), 0))
        await pair.has_kept(1)
    async with AIOKafkaConsumer(
        f"dfg.{pair.publisher.name}",
        bootstrap_servers=kafka.bootstrap,
        auto_offset_reset="earliest",
    ) as consumer:
        record = await consumer.getone()
    headers = {name: value.decode() for name, value in record.headers}
    schema = HEADERS | {"additionalProperties": False}
    pattern = schema["properties"]["ce_source"]
    schema["properties"] |= {"ce_source": pattern | {"pattern": "^/services/works_[0-9a-f]+$"}}
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(headers)
    assert record.key.decode() == headers["ce_caseid"] == headers["ce_subject"]
