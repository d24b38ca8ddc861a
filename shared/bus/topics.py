"""Topics on a broker: a history for each publisher, kept without end, and what partners are sent."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import NoError, TopicAlreadyExistsError, for_code

from shared.bus.broker import Broker
from shared.bus.clients import started
from shared.contracts.topics import PARTITIONS

REPLICAS = 3
"""Of each topic, where there are as many brokers."""
TOLD_SECONDS = 0.05
"""Between two looks whether a broker tells of a topic that was just created."""


@asynccontextmanager
async def administering(broker: Broker, answer_ms: int) -> AsyncIterator[AIOKafkaAdminClient]:
    """A client for what is done to the broker itself, which has to answer so soon."""
    admin = AIOKafkaAdminClient(request_timeout_ms=answer_ms, **broker.client())
    async with started(admin, 2 * answer_ms / 1000):
        yield admin


KEPT_FOR_EVER = {"retention.ms": "-1", "retention.bytes": "-1"}
"""So that history can be read."""
KEPT_FOR_DAYS = {
    "retention.ms": str(30 * 24 * 60 * 60 * 1000),
    "message.timestamp.type": "LogAppendTime",
}
"""For partners, whose history is the forum's feed. A record's own time is as coarse as agreed."""


async def ensure_topics(
    admin: AIOKafkaAdminClient, topics: set[str], kept: Mapping[str, str] = KEPT_FOR_EVER
) -> None:
    """Create the topics that are not there.

    Back once the broker tells of them: a client that asks for one sooner takes it for missing.
    """
    if missing := topics - set(await admin.list_topics()):
        brokers = len((await admin.describe_cluster())["brokers"])
        created = await admin.create_topics([_topic(n, brokers, kept) for n in missing])
        _demand_topics(created.topic_errors)
    while not topics <= set(await admin.list_topics()):  # noqa: ASYNC110 - it cannot be waited for
        await asyncio.sleep(TOLD_SECONDS)


def _topic(name: str, brokers: int, kept: Mapping[str, str]) -> NewTopic:
    return NewTopic(
        name,
        num_partitions=PARTITIONS,
        replication_factor=min(brokers, REPLICAS),
        topic_configs=dict(kept),
    )


def _demand_topics(outcomes: Sequence[tuple[str, int, str]]) -> None:
    """Raise the first error, but for a topic that another service was quicker to create."""
    for _, code, message in outcomes:
        error = for_code(code)
        if error not in {NoError, TopicAlreadyExistsError}:
            raise error(message)
