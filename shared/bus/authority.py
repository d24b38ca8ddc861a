"""Who may write and who may read each topic, for a broker that authorizes: as the contracts say.

A service's principal writes its own topic and reads those of the publishers whose events it acts
on. Nobody else's, no other topic, and nothing of the broker itself. A partner's principal reads the
one topic that the forum writes for it, in groups of its own.
"""

import asyncio
from collections.abc import Collection
from enum import IntEnum
from typing import Any, NamedTuple

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import for_code
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest, DescribeAclsRequest

from shared.bus.broker import Broker
from shared.bus.topics import KEPT_FOR_DAYS, TOLD_SECONDS, administering, ensure_topics
from shared.contracts.topics import READS, partner_topic, topic_of

ANSWER_MS = 10_000
TOPIC, GROUP, ANY, ALLOW = 2, 3, 1, 3
"""Codes of Kafka's protocol: two kinds of resource, a filter, a permission."""
LITERAL, PREFIXED = 3, 4
PATTERNS = {TOPIC: LITERAL, GROUP: PREFIXED}
"""How a resource is named: a topic by its name, groups by how their names begin."""
EVERYBODY_S = "*"
"""From any host."""


class Operation(IntEnum):
    """What may be done with a topic, as Kafka's protocol has it. Either allows to describe it."""

    READ = 3
    WRITE = 4


class Allowed(NamedTuple):
    """One entry of the broker's list."""

    name: str
    principal: str
    operation: int
    kind: int = TOPIC

    def words(self) -> tuple[Any, ...]:
        """As Kafka's requests have it."""
        principal = f"User:{self.principal}"
        pattern = PATTERNS[self.kind]
        return self.kind, self.name, pattern, principal, EVERYBODY_S, int(self.operation), ALLOW


def principal_of(partner: str) -> str:
    """Who a partner is to the broker: never a service's name."""
    return f"partner-{partner}"


def allowed(partners: Collection[str] = ()) -> set[Allowed]:
    """Everything that is allowed to anybody but the broker's administrator."""
    writes = {Allowed(topic_of(service), service, Operation.WRITE) for service in READS}
    reads = {
        Allowed(topic_of(publisher), service, Operation.READ)
        for service, publishers in READS.items()
        for publisher in publishers
    }
    return writes | reads | {each for partner in partners for each in _allowed_for(partner)}


def _allowed_for(partner: str) -> tuple[Allowed, ...]:
    """The forum writes, the partner reads: its own topic, in groups that begin with its name."""
    topic, principal = partner_topic(partner), principal_of(partner)
    return (
        Allowed(topic, "forum", Operation.WRITE),
        Allowed(topic, principal, Operation.READ),
        Allowed(f"{principal}.", principal, Operation.READ, GROUP),
    )


async def establish(broker: Broker, partners: Collection[str] = ()) -> tuple[int, int]:
    """Make the topics, and the broker's list what it should be; how many entries came and went.

    Harmless to repeat: what is right already is left, so that nobody is refused meanwhile. Back
    once the broker goes by it, which is some moments after it has said yes.
    """
    async with administering(broker, ANSWER_MS) as admin:
        await ensure_topics(admin, {topic_of(service) for service in READS})
        await ensure_topics(admin, {partner_topic(each) for each in partners}, KEPT_FOR_DAYS)
        wanted, found = allowed(partners), await _listed(admin)
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
    """What the broker allows, on topics and on groups."""
    listed: set[Allowed] = set()
    for kind, pattern in PATTERNS.items():
        request = DescribeAclsRequest(kind, None, pattern, None, None, ANY, ALLOW)
        answer = await _asked(admin, request)
        _demand(answer.error_code, answer.error_message)
        listed |= {
            Allowed(name, principal.removeprefix("User:"), operation, kind)
            for _, name, _, entries in answer.resources
            for principal, _, operation, _ in entries
        }
    return listed


async def _asked(admin: AIOKafkaAdminClient, request: Any) -> Any:
    """aiokafka knows these requests, but has no public way to send them."""
    return await admin._send_to_controller(request)  # noqa: SLF001


def _demand(code: int, message: str | None) -> None:
    """Raise the broker's error, if it is one."""
    if code:
        raise for_code(code)(message)
