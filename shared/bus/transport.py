"""What carries events between services: one promise, kept by Kafka and by PostgreSQL.

Every event sent is delivered at least once to every subscriber, and for one key in the order in
which it was published.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

import asyncpg

from shared.bus.connection import Wake
from shared.bus.inbox import Received


@dataclass(frozen=True, slots=True)
class Delivery:
    """Events as they came, and how far each log has then been read."""

    received: Sequence[Received]
    cursors: Mapping[str, int]
    """Log (a topic's partition, or the one log) to the position of the last event read."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a subscriber wants to read, and from where."""

    connection: asyncpg.Connection
    publishers: Sequence[str]
    types: frozenset[str]
    """Those that it acts on; of others it is told as well."""
    cursors: Mapping[str, int]
    wake: Wake
    """Woken when PostgreSQL says that there is more."""


class Sender(Protocol):
    """Moves events from a service's outbox to the log."""

    async def send_pending(self, connection: asyncpg.Connection) -> int:
        """Send the next unsent events and mark them; how many were sent."""


class Reader(Protocol):
    """Reads the log from where the cursors stand."""

    async def read(self) -> Delivery:
        """The next events; after a quiet second, none."""


class Transport(Protocol):
    """How one service is connected to the log."""

    system: str
    """OpenTelemetry's `messaging.system`."""

    def sender(self, service: str) -> AbstractAsyncContextManager[Sender]:
        """Open what is needed to publish as `service`."""

    def reader(self, subscription: Subscription) -> AbstractAsyncContextManager[Reader]:
        """Open what is needed to read those publishers' events."""
