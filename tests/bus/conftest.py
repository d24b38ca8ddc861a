"""The contract suite runs over both transports."""

import pytest

from shared.bus.broker import Broker
from shared.bus.kafka import KafkaTransport
from shared.bus.postgres import PostgresTransport
from shared.bus.transport import Transport
from tests.bus.probe import Pair, create_bus, create_service, noted


@pytest.fixture(scope="session")
def bus_database(postgres) -> str:
    return create_bus(postgres.superuser_url)


@pytest.fixture(params=["postgres", "kafka"])
def transport(request) -> Transport:
    if request.param == "postgres":
        return PostgresTransport()
    return KafkaTransport(Broker(request.getfixturevalue("kafka").bootstrap))


@pytest.fixture
async def pair(bus_database, transport) -> Pair:
    """A publisher and a subscriber that nobody has used before."""
    publisher = await create_service(bus_database, "works")
    subscriber = await create_service(bus_database, "ledger")
    return Pair(publisher, subscriber, transport, noted(publisher.name))
