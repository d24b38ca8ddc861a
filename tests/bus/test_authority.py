"""A real broker with its authorizer: each service writes its own topic and reads what it acts on."""

import asyncio
import logging
import ssl
import uuid
from importlib import import_module

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import NewTopic
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    KafkaConnectionError,
    TopicAuthorizationFailedError,
    for_code,
)
from aiokafka.protocol.admin import CreateAclsRequest

from deploy.local.kafka import LocalKafka
from deploy.local.roles import SERVICES
from shared.bus.authority import ANSWER_MS, Allowed, Operation, allowed, establish
from shared.bus.broker import Broker
from shared.bus.kafka import KafkaTransport
from shared.bus.topics import administering
from shared.contracts import PUBLISHERS
from shared.contracts.topics import READS, topic_of
from tests.needs import require_java

PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A broker that asks everybody who they are, with its topics and its list."""
    require_java()
    broker = LocalKafka(tmp_path_factory.mktemp("kafka"), guarded=True)
    broker.start()
    assert asyncio.run(establish(broker.broker())) == (len(allowed()), 0)
    yield broker
    broker.kill()


async def write(broker: Broker, publisher: str) -> bytes:
    """Send something to a publisher's topic; what it was."""
    something = uuid.uuid4().bytes
    async with AIOKafkaProducer(acks="all", **broker.client()) as producer:
        await producer.send_and_wait(topic_of(publisher), something, partition=0)
    return something


async def read(broker: Broker, publisher: str) -> bytes | None:
    """The first record of a publisher's topic."""
    consumer = AIOKafkaConsumer(auto_offset_reset="earliest", **broker.client())
    async with asyncio.timeout(PATIENCE_SECONDS), consumer:
        consumer.assign([TopicPartition(topic_of(publisher), 0)])
        return (await consumer.getone()).value


async def told_of(broker: Broker, publisher: str) -> type[Exception]:
    """What a client hears who asks about a publisher's topic, before it could read it."""
    async with administering(broker, ANSWER_MS) as admin:
        [found] = await admin.describe_topics([topic_of(publisher)])
        return for_code(found["error_code"])


def test_whose_events_a_service_may_read_is_whose_it_acts_on():
    """Written down with the contracts, so that the broker's list needs no service."""
    acts_on = {
        name: import_module(f"services.{name}.app").SERVICE.subscriptions.contracts.values()
        for name in SERVICES
    }
    wanted = {n: tuple(sorted({c.publisher() for c in found})) for n, found in acts_on.items()}
    assert wanted == READS
    assert set(PUBLISHERS) <= set(READS)


def test_between_hosts_a_broker_is_reached_by_tls_and_has_to_prove_its_name():
    told = Broker("broker:9092", "grants", "secret", tls=True).client()
    assert told["security_protocol"] == "SASL_SSL"
    assert told["ssl_context"].check_hostname
    assert told["ssl_context"].verify_mode is ssl.CERT_REQUIRED
    assert "secret" not in repr(Broker("broker:9092", "grants", "secret"))


IN_THE_CLEAR = "Sending username and password in the clear"


async def test_on_this_machine_nobody_is_warned_of_a_password_in_the_clear(guarded, caplog):
    await write(guarded.broker("grants"), "grants")
    assert IN_THE_CLEAR not in caplog.text


@pytest.mark.parametrize("bootstrap", ["broker:9092", "127.0.0.1:9092,broker:9092"])
def test_of_another_machine_they_are(bootstrap, caplog, monkeypatch):
    log = logging.getLogger("aiokafka.conn")
    monkeypatch.setattr(log, "filters", [])
    Broker(bootstrap, "grants", "secret").client()
    log.warning(IN_THE_CLEAR)
    assert IN_THE_CLEAR in caplog.text


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_writes_its_own_topic_and_no_other(guarded, service):
    own = guarded.broker(service)
    await write(own, service)
    for other in set(SERVICES) - {service}:
        with pytest.raises(TopicAuthorizationFailedError):
            await write(own, other)


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_reads_what_it_acts_on_and_nothing_else(guarded, service):
    for publisher in READS[service]:
        await write(guarded.broker(publisher), publisher)
        assert await read(guarded.broker(service), publisher)
    for other in set(SERVICES) - {service, *READS[service]}:
        assert await told_of(guarded.broker(service), other) is TopicAuthorizationFailedError
    with pytest.raises(TopicAuthorizationFailedError):  # its own it may see, since it writes it
        await read(guarded.broker(service), service)


async def test_the_transport_opens_with_no_more_than_that(guarded):
    transport = KafkaTransport(guarded.broker("register"))
    async with transport.sender("register"):
        pass


async def test_a_service_makes_no_topic_and_allows_itself_nothing(guarded):
    async with administering(guarded.broker("register"), ANSWER_MS) as admin:
        made = await admin.create_topics([NewTopic("dfg.made-up", 1, 1)])
        assert for_code(made.topic_errors[0][1]) is TopicAuthorizationFailedError
        taken = Allowed(topic_of("payments"), "register", Operation.WRITE)
        answer = await admin._send_to_controller(CreateAclsRequest(*taken.words()))
        assert for_code(answer.creation_responses[0][0]) is ClusterAuthorizationFailedError


@pytest.mark.parametrize("username, password", [("", ""), ("payments", "guessed"), ("ada", "x")])
async def test_whoever_does_not_prove_who_they_are_is_let_nowhere(guarded, username, password):
    stranger = Broker(guarded.bootstrap, username, password)
    with pytest.raises(KafkaConnectionError):
        async with administering(stranger, 2000):
            pass


async def test_establishing_again_changes_nothing_and_takes_back_what_is_no_longer_right(guarded):
    admin = guarded.broker()
    assert await establish(admin) == (0, 0)
    stale = Allowed(topic_of("payments"), "referral", Operation.READ)
    async with administering(admin, ANSWER_MS) as client:
        await client._send_to_controller(CreateAclsRequest(*stale.words()))
    assert await establish(admin) == (0, 1)
    assert await told_of(guarded.broker("referral"), "payments") is TopicAuthorizationFailedError
