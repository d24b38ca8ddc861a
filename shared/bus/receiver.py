"""The receiver: from the log to a service's inbox, each event stored once, cursor and all."""

import asyncio
import time
from collections.abc import Callable, Mapping

import asyncpg

from shared.bus.connection import WITHOUT_WAITING, Wake, kernel_connection, stand_by
from shared.bus.inbox import Cursors, concerns, demand_unmoved, keep, load_cursors
from shared.bus.transport import Delivery, Subscription, Transport
from shared.contracts.event import Published

MANY = 100
"""So many read at once are part of a backlog, in which there is no rest."""
REST = 2.0
"""Times as long as storing took: the busier the machine, the more is then stored together, and on one
that has time hardly anybody waits."""
LONGEST_REST_SECONDS = 0.1


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
        *,
        rests: bool = False,
    ) -> None:
        """It `rests` after what was stored, for more to come with it."""
        self._service = service
        self._url = url
        self._transport = transport
        self._known = known
        self._on_stored = on_stored
        self._rests = rests
        self._passed: dict[str, int] = {}
        """How far it has read beyond the cursors, where nothing concerned it."""

    async def run(self) -> None:
        """Stand by, then store until something fails; whoever called starts it again."""
        wake = Wake()
        publishers = sorted({contract.publisher() for contract in self._known.values()})
        async with kernel_connection(self._url, self._service) as connection:
            await connection.execute(WITHOUT_WAITING)
            await stand_by(connection, f"receiver/{self._service}", wake, _nothing)
            cursors = await load_cursors(connection)
            self._passed.clear()
            subscription = Subscription(
                connection, publishers, frozenset(self._known), cursors, wake
            )
            async with self._transport.reader(subscription) as reader:
                while True:
                    delivery = await reader.read()
                    began = time.monotonic()
                    if stored := await self._keep(connection, cursors, delivery):
                        self._on_stored(stored)
                        if self._rests and len(delivery.received) < MANY:
                            await asyncio.sleep(rest_after(time.monotonic() - began))

    async def _keep(
        self, connection: asyncpg.Connection, cursors: dict[str, int], delivery: Delivery
    ) -> int:
        """Store the events and move the cursors in one statement.

        For what concerns nobody here they are moved in the next quiet moment.
        """
        self._passed |= delivery.cursors
        if not self._passed:
            await demand_unmoved(connection, cursors)
            return 0
        if delivery.cursors and not any(concerns(r, self._known) for r in delivery.received):
            return 0
        moved = Cursors(cursors, self._passed)
        stored = await keep(connection, self._service, delivery.received, self._known, moved)
        cursors.update(self._passed)
        self._passed.clear()
        return stored


def rest_after(storing: float) -> float:
    """Both in seconds; at most `LONGEST_REST_SECONDS`."""
    return min(storing * REST, LONGEST_REST_SECONDS)
