"""Who may write and who may read each topic, for a broker that authorizes: as the contracts say.

A service's principal writes its own topic and reads those of the publishers whose events it acts
on. Nobody else's, no other topic, and nothing of the broker itself.
"""

import asyncio
from enum import IntEnum
from typing import Any, NamedTuple

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import for_code
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest, DescribeAclsRequest

from shared.bus.broker import Broker
from shared.bus.topics import TOLD_SECONDS, administering, ensure_topics
from shared.contracts.topics import READS, topic_of

ANSWER_MS = 10_000
TOPIC, LITERAL, ANY, ALLOW = 2, 3, 1, 3
"""Codes of Kafka's protocol: a kind of resource, two kinds of pattern or filter, a permission."""
EVERYBODY_S = "*"
"""From any host."""


class Operation(IntEnum):
    """What may be done with a topic, as Kafka's protocol has it. Either allows to describe it."""

    READ = 3
    WRITE = 4


class Allowed(NamedTuple):
    """One entry of the broker's list."""

    topic: str
    service: str
    operation: int

    def words(self) -> tuple[Any, ...]:
        """As Kafka's requests have it."""
        principal = f"User:{self.service}"
        return TOPIC, self.topic, LITERAL, principal, EVERYBODY_S, int(self.operation), ALLOW


def allowed() -> set[Allowed]:
    """Everything that is allowed to anybody but the broker's administrator."""
    writes = {Allowed(topic_of(service), service, Operation.WRITE) for service in READS}
    reads = {
        Allowed(topic_of(publisher), service, Operation.READ)
        for service, publishers in READS.items()
        for publisher in publishers
    }
    return writes | reads


async def establish(broker: Broker) -> tuple[int, int]:
    """Make the topics, and the broker's list what it should be; how many entries came and went.

    Harmless to repeat: what is right already is left, so that nobody is refused meanwhile. Back
    once the broker goes by it, which is some moments after it has said yes.
    """
    async with administering(broker, ANSWER_MS) as admin:
        await ensure_topics(admin, {topic_of(service) for service in READS})
        wanted, found = allowed(), await _listed(admin)
        for entry in wanted - found:
            answer = await _asked(admin, CreateAclsRequest(*entry.words()))
            _demand(*answer.creation_responses[0][:2])
        for entry in found - wanted:
            answer = await _asked(admin, DeleteAclsRequest(*entry.words()))
            _demand(*answer.filter_responses[0][:2])
        while await _listed(admin) != wanted:  # noqa: ASYNC110 - it cannot be waited for
            await asyncio.sleep(TOLD_SECONDS)
        return len(wanted - found), len(found - wanted)


async def _listed(admin: AIOKafkaAdminClient) -> set[Allowed]:
    """What the broker allows on topics by name."""
    request = DescribeAclsRequest(TOPIC, None, LITERAL, None, None, ANY, ALLOW)
    answer = await _asked(admin, request)
    _demand(answer.error_code, answer.error_message)
    return {
        Allowed(topic, principal.removeprefix("User:"), operation)
        for _, topic, _, entries in answer.resources
        for principal, _, operation, _ in entries
    }


async def _asked(admin: AIOKafkaAdminClient, request: Any) -> Any:
    """aiokafka knows these requests, but has no public way to send them."""
    return await admin._send_to_controller(request)  # noqa: SLF001


def _demand(code: int, message: str | None) -> None:
    """Raise the broker's error, if it is one."""
    if code:
        raise for_code(code)(message)
