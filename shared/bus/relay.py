"""The relay: from a service's outbox to the log, in order for each key, never lost.

One is active for each service; others stand by. It takes what is not marked as sent, so a relay
that was paused and comes back can only send again what was sent, in the same order.
"""

import asyncio

from shared.bus.connection import (
    IDLE_SECONDS,
    WITHOUT_WAITING,
    Wake,
    kernel_connection,
    stand_by,
)
from shared.bus.transport import Transport
from shared.observability.metrics import EVENTS_RELAYED

MANY = 1000
"""So many sent at once may have left some: the next commit's wake-up is not waited for."""
LINGER_SECONDS = 0.003
"""After a send: what is committed meanwhile goes out together."""


def outbox_channel(service: str) -> str:
    """Where replicas tell the active relay that there is something to send."""
    return f"dfg_outbox_{service}"


class Relay:
    """Sends one service's events for as long as it runs."""

    def __init__(
        self,
        service: str,
        url: str,
        transport: Transport,
        wake: Wake,
        idle_seconds: int = IDLE_SECONDS,
    ) -> None:
        self._service = service
        self._url = url
        self._transport = transport
        self._wake = wake
        self._idle_seconds = idle_seconds

    async def run(self) -> None:
        """Stand by, then send until something fails; whoever called starts it again."""
        channel = outbox_channel(self._service)
        async with kernel_connection(self._url, self._service, self._idle_seconds) as connection:
            await connection.execute(WITHOUT_WAITING)
            await stand_by(
                connection,
                f"relay/{self._service}",
                self._wake,
                lambda: connection.execute("SELECT pg_notify($1, '')", channel),
            )
            await connection.add_listener(channel, self._wake.up)
            async with self._transport.sender(self._service) as sender:
                while True:
                    sent = await sender.send_pending(connection)
                    EVENTS_RELAYED.add(sent, {"service": self._service})
                    if sent:
                        await asyncio.sleep(LINGER_SECONDS)
                    if sent < MANY:
                        await self._wake.wait()
