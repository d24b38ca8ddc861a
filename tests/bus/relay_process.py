"""A relay in a process of its own, which a test can kill or pause.

`relay_process.py SERVICE URL BUS IDLE_SECONDS DIES`: BUS is `postgres` or a broker's address; DIES
is `never`, `before-send` or `before-mark`: then the process kills itself at that point, the first
time that it has something to send.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from aiokafka.errors import KafkaError

from shared.bus.broker import Broker
from shared.bus.connection import Wake
from shared.bus.kafka import KafkaTransport
from shared.bus.postgres import PostgresTransport
from shared.bus.relay import Relay
from shared.bus.transport import Sender, Transport


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DyingConnection:
    """Dies where Kafka has confirmed, or PostgreSQL's log has been written to, and no mark holds."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str):
        return getattr(self._connection, name)

    async def execute(self, statement: str, *arguments: object) -> str:
        if statement.startswith("UPDATE outbox"):
            die()
        return await self._connection.execute(statement, *arguments)

    async def fetch(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        async with self._connection.transaction():  # so that the statement has not committed yet
            found = await self._connection.fetch(statement, *arguments)
            if found and "INSERT INTO bus.log" in statement:
                die()
        return found


class DyingSender:
    def __init__(self, sender: Sender, dies: str) -> None:
        self._sender = sender
        self._dies = dies

    async def send_pending(self, connection: asyncpg.Connection) -> int:
        if await connection.fetchval("SELECT count(*) FROM outbox WHERE sent_at IS NULL"):
            if self._dies == "before-send":
                die()
            return await self._sender.send_pending(DyingConnection(connection))
        return 0


class DyingTransport:
    def __init__(self, transport: Transport, dies: str) -> None:
        self._transport = transport
        self._dies = dies
        self.system = transport.system

    @asynccontextmanager
    async def sender(self, service: str) -> AsyncIterator[Sender]:
        async with self._transport.sender(service) as sender:
            yield DyingSender(sender, self._dies)


async def main(service: str, url: str, bus: str, idle_seconds: str, dies: str) -> None:
    transport = PostgresTransport() if bus == "postgres" else KafkaTransport(Broker(bus))
    if dies != "never":
        transport = DyingTransport(transport, dies)
    relay = Relay(service, url, transport, Wake(), int(idle_seconds))
    while True:
        try:
            await relay.run()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, KafkaError) as error:
            print(type(error).__name__, error, file=sys.stderr, flush=True)
            await asyncio.sleep(0.2)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
