"""The receiver: from the log to a service's inbox, each event stored once, cursor and all."""

from collections.abc import Callable, Mapping

import asyncpg

from shared.bus.connection import Wake, kernel_connection, stand_by
from shared.bus.inbox import Cursors, demand_unmoved, keep, load_cursors
from shared.bus.transport import Delivery, Reading, Transport
from shared.contracts.event import Published


async def _nothing() -> None:
    """A receiver standing by has nobody to wake."""


class Receiver:
    """Stores one subscriber's events for as long as it runs; one is active, others stand by."""

    def __init__(
        self,
        service: str,
        url: str,
        transport: Transport,
        known: Mapping[str, type[Published]],
        on_stored: Callable[[int], None],
    ) -> None:
        self._service = service
        self._url = url
        self._transport = transport
        self._known = known
        self._on_stored = on_stored

    async def run(self) -> None:
        """Stand by, then store until something fails; whoever called starts it again."""
        wake = Wake()
        publishers = sorted({contract.publisher() for contract in self._known.values()})
        async with kernel_connection(self._url, self._service) as connection:
            await stand_by(connection, f"receiver/{self._service}", wake, _nothing)
            cursors = await load_cursors(connection)
            reading = Reading(connection, publishers, cursors, wake)
            async with self._transport.reader(reading) as reader:
                while True:
                    delivery = await reader.read()
                    if stored := await self._keep(connection, cursors, delivery):
                        self._on_stored(stored)

    async def _keep(
        self, connection: asyncpg.Connection, cursors: dict[str, int], delivery: Delivery
    ) -> int:
        """Store the events and move the cursors in one statement."""
        if not delivery.cursors:
            await demand_unmoved(connection, cursors)
            return 0
        moved = Cursors(cursors, delivery.cursors)
        stored = await keep(connection, self._service, delivery.received, self._known, moved)
        cursors.update(delivery.cursors)
        return stored
