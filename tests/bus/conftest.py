"""The contract suite runs over both transports."""

import asyncio
import uuid

import pytest

from deploy.local.roles import create_roles, role_url
from shared.bus.__main__ import MIGRATIONS
from shared.bus.kafka import KafkaTransport
from shared.bus.postgres import PostgresTransport
from shared.bus.transport import Transport
from shared.persistence.migrate import migrate
from tests.bus.probe import Pair, create_service, noted


@pytest.fixture(scope="session")
def bus_database(postgres) -> str:
    """Where the superuser reaches a database that can carry events."""
    name = f"bus_{uuid.uuid4().hex[:8]}"
    create_roles(postgres.superuser_url, name)
    owner_url = role_url(postgres.superuser_url, "dfg_bus_owner", name)
    asyncio.run(migrate("bus", MIGRATIONS, owner_url))
    return f"{postgres.superuser_url.rpartition('/')[0]}/{name}"


@pytest.fixture(params=["postgres", "kafka"])
def transport(request) -> Transport:
    if request.param == "postgres":
        return PostgresTransport()
    return KafkaTransport(request.getfixturevalue("kafka").bootstrap)


@pytest.fixture
async def pair(bus_database, transport) -> Pair:
    """A publisher and a subscriber that nobody has used before."""
    publisher = await create_service(bus_database, "works")
    subscriber = await create_service(bus_database, "ledger")
    return Pair(publisher, subscriber, transport, noted(publisher.name))
