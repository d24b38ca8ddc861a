"""Sharing over Kafka: a topic for each partner, in the shared shape, that nobody else can read."""

import asyncio

import pytest
from aiokafka.errors import TopicAuthorizationFailedError, for_code

from deploy.local.kafka import LocalKafka
from deploy.local.roles import DEVELOPMENT_PASSWORD
from services.forum.sharing.keys import settings
from shared.bus.authority import ANSWER_MS, allowed, establish, principal_of
from shared.bus.broker import Broker
from shared.bus.topics import administering
from shared.contracts.topics import partner_source, partner_topic, topic_of
from tests.forum.partners import Partner, Process, ids_in, received, whole_case
from tests.needs import require_java
from tests.platform.running import GLOUCESTER, NOW, STROUD, Platform, new_database, until

PARTNERS = ("severn-icb", "severn-trust")
_ARRIVED = """
INSERT INTO forum.inbox (event_id, subscriber, type, source, subject, lane, case_id, district,
                         occurred_at, data)
VALUES (gen_random_uuid(), 'forum', $1, $2, $3, $2 || ' ' || $3, $4, $5, $6, $7)
"""
_WAITING = """
SELECT 1 FROM forum.inbox WHERE handled_at IS NULL AND type <> 'forum.delivery-due'
"""
RELEASED = NOW.replace(month=4, day=3)
"""When all that happened in the quarter of these tests has been pushed."""


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    """A broker that asks everybody who they are, with a topic for each partner."""
    require_java()
    server = LocalKafka(tmp_path_factory.mktemp("kafka"), guarded=True, partners=PARTNERS)
    server.start()
    came, went = asyncio.run(establish(server.broker(), PARTNERS))
    assert (came, went) == (len(allowed(PARTNERS)), 0)
    assert asyncio.run(establish(server.broker(), PARTNERS)) == (0, 0)
    yield server
    server.kill()


class OverKafka(Platform):
    """The platform whose events go over the broker."""

    broker: LocalKafka

    def settings(self, service, **changes):
        told = self.broker.broker(service)
        return super().settings(
            service,
            bus="kafka",
            kafka_bootstrap=told.bootstrap,
            kafka_username=told.username,
            kafka_password=told.password,
            kafka_partners=PARTNERS,
            **changes,
        )

    def arrive(self, *events):
        """Events of other services come in, and are applied."""
        for event in events:
            case = str(event.case_id)
            source = f"/services/{event.publisher()}"
            self.sql(
                _ARRIVED, event.TYPE, source, case, event.case_id, event.district, self.now,
                event.model_dump_json(),
            )  # fmt: skip
        until(lambda: not self.sql(_WAITING))


@pytest.fixture(scope="module")
def over_kafka(postgres, broker):
    """A forum of its own: of one schema there is one relay."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DFG_KAFKA_PARTNERS", '["severn-icb", "severn-trust"]')
        settings.cache_clear()
        platform = OverKafka(postgres.superuser_url, new_database("partners"))
        platform.broker = broker
        yield platform
        platform.stop()
    settings.cache_clear()


@pytest.fixture
def partner(over_kafka):
    over_kafka.now = NOW
    return Partner(over_kafka, receiver=PARTNERS[0], ways=["kafka"])


def test_ones_own_cases_are_told_at_once(over_kafka):
    over_kafka.now = NOW
    partner = Partner(over_kafka, receiver=PARTNERS[1], view="own", ways=["kafka"])
    event = received()
    over_kafka.arrive(event, received(district=STROUD))
    told = "SELECT id, occurred_at FROM forum.outbox WHERE source = $1"
    [row] = over_kafka.sql(told, partner_source(PARTNERS[1]))
    assert {str(row["id"])} == partner.ids_of([event])
    assert row["occurred_at"] == NOW


def test_killed_and_back_a_partner_has_every_event_of_its_topic(
    over_kafka, broker, partner, tmp_path
):
    process = Process("kafka", tmp_path)
    process.tell(
        TOPIC=partner_topic(PARTNERS[0]),
        PRINCIPAL=principal_of(PARTNERS[0]),
        BOOTSTRAP=broker.bootstrap,
        PASSWORD=DEVELOPMENT_PASSWORD,
    )
    process.start()
    try:
        before = [event for _ in range(3) for event in whole_case()]
        over_kafka.arrive(*before, *whole_case(STROUD))
        assert process.has() == []
        over_kafka.now = RELEASED
        until(lambda: len(process.has()) > 2)
        process.kill()
        meanwhile = whole_case()
        over_kafka.now = NOW
        over_kafka.arrive(*meanwhile, *whole_case(STROUD))
        over_kafka.now = RELEASED
        process.start()
        agreed = [*before, *meanwhile]
        ids = partner.ids_of(agreed)
        until(lambda: ids <= {event["event_id"] for event in process.has()})
    finally:
        process.kill()
    kept = process.has()
    assert {event["event_id"] for event in kept} == ids
    assert {event["district"] for event in kept} == {GLOUCESTER}
    tells_no_more_than_its_inside(over_kafka, kept, agreed)
    assert len(uses(partner)) == len(ids)


def tells_no_more_than_its_inside(platform, kept, events):
    """Neither headers nor keys hold a true id, a trace or an instant."""
    real = {number for event in events for number in ids_in(event)}
    for event in kept:
        surrounding = event["headers"]
        assert surrounding["ce_id"] == event["event_id"]
        assert surrounding["key"] == surrounding["ce_subject"] == event["case_id"]
        assert surrounding["ce_time"] == "2026-01-01T00:00:00+00:00"
        assert "traceparent" not in surrounding
        assert not real & set(surrounding.values())


def uses(partner):
    found = partner.manager.get(f"/v1/agreements/{partner.id}/uses", params={"limit": 100}).json()
    assert {use["way"] for use in found["items"]} == {"kafka"}
    return {number for use in found["items"] for number in use["events"]}


async def refusal(broker: Broker, topic: str) -> type[Exception]:
    """What a client hears who asks about a topic."""
    async with administering(broker, ANSWER_MS) as admin:
        [found] = await admin.describe_topics([topic])
        return for_code(found["error_code"])


async def test_a_partner_reads_neither_anothers_topic_nor_one_of_ours(broker):
    one = Broker(broker.bootstrap, principal_of(PARTNERS[0]), DEVELOPMENT_PASSWORD)
    for topic in (partner_topic(PARTNERS[1]), topic_of("grants"), topic_of("forum")):
        assert await refusal(one, topic) is TopicAuthorizationFailedError
    assert await refusal(one, partner_topic(PARTNERS[0])) is not TopicAuthorizationFailedError
