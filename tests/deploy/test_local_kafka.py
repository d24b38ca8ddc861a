"""The local Apache Kafka: serves real clients, makes no topic by itself, keeps its records."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from deploy.local.kafka import LocalKafka
from tests.needs import require_java


@pytest.fixture(scope="module")
def kafka(tmp_path_factory) -> Iterator[LocalKafka]:
    require_java()
    broker = LocalKafka(tmp_path_factory.mktemp("kafka"))
    broker.start()
    yield broker
    broker.kill()


@asynccontextmanager
async def administered(kafka: LocalKafka) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


async def make_topic(kafka: LocalKafka, name: str) -> None:
    async with administered(kafka) as admin:
        await admin.create_topics([NewTopic(name, num_partitions=1, replication_factor=1)])


async def send(kafka: LocalKafka, topic: str, value: bytes) -> None:
    async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap, acks="all") as producer:
        await producer.send_and_wait(topic, value)


async def first_record(kafka: LocalKafka, topic: str) -> bytes | None:
    async with AIOKafkaConsumer(bootstrap_servers=kafka.bootstrap) as consumer:
        place = TopicPartition(topic, 0)
        consumer.assign([place])
        await consumer.seek_to_beginning(place)
        return (await consumer.getone()).value


async def test_a_new_topic_is_served_at_once(kafka: LocalKafka):
    await make_topic(kafka, "dfg.served")
    await send(kafka, "dfg.served", b"received")
    assert await first_record(kafka, "dfg.served") == b"received"


async def test_no_topic_is_made_by_asking_for_it(kafka: LocalKafka):
    async with administered(kafka) as admin:
        await admin.describe_topics(["dfg.unasked"])
        assert "dfg.unasked" not in await admin.list_topics()


@pytest.mark.parametrize("limit", ["log.retention.ms", "log.retention.bytes"])
async def test_records_are_kept_without_end(kafka: LocalKafka, limit):
    async with administered(kafka) as admin:
        answer = await admin.describe_configs([ConfigResource(ConfigResourceType.BROKER, "1")])
    configuration = {entry[0]: entry[1] for entry in answer[0].resources[0][4]}
    assert configuration[limit] == "-1"


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_started_again_it_keeps_port_and_records(kafka: LocalKafka, end):
    topic = f"dfg.kept-over-{end}"
    await make_topic(kafka, topic)
    await send(kafka, topic, b"kept")
    bootstrap = kafka.bootstrap
    getattr(kafka, end)()
    kafka.start()
    assert kafka.bootstrap == bootstrap
    assert await first_record(kafka, topic) == b"kept"


async def test_a_broker_left_running_gives_way(tmp_path: Path):
    require_java()
    forerunner = LocalKafka(tmp_path)
    forerunner.start()
    await make_topic(forerunner, "dfg.inherited")
    await send(forerunner, "dfg.inherited", b"kept")
    successor = LocalKafka(tmp_path)
    successor.start()
    try:
        assert await first_record(successor, "dfg.inherited") == b"kept"
    finally:
        successor.kill()
        forerunner.kill()
