"""aiokafka's clients from their start to their stop, neither of which a cancellation breaks off.

aiokafka would leave a connection open that nobody can close any more.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

Client: TypeAlias = AIOKafkaProducer | AIOKafkaConsumer | AIOKafkaAdminClient


@asynccontextmanager
async def started(client: Client, patience: float) -> AsyncIterator[None]:
    """A client at work. It is given up if it has not started after so many seconds."""
    starting = asyncio.ensure_future(client.start())
    try:
        async with asyncio.timeout(patience):
            await asyncio.shield(starting)
        yield
    finally:
        await _to_its_end(_stop(client, starting, patience / 4))


async def _stop(client: Client, starting: asyncio.Future[None], patience: float) -> None:
    """Stop a client, but never wait long for a broker that does not answer.

    Whatever the stopping raises stays with it: aiokafka lets the cancellation of its own tasks
    escape, which would pass for one of ours and end the part for ever.
    """
    for end in (lambda: starting, *_ends(client)):
        stopping = asyncio.gather(end(), return_exceptions=True)
        await asyncio.wait({stopping}, timeout=patience)
        stopping.cancel()


async def _to_its_end(work: Awaitable[None]) -> None:
    """Wait for what ends by itself, and be cancelled only then."""
    ending = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not ending.done():
        try:
            await asyncio.wait({ending})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        raise cancelled
    ending.result()


def _ends(client: Client) -> list[Callable[[], Awaitable[None]]]:
    """Its stop, then what that leaves at work where it was cut short; aiokafka has no public way.

    A closed connection ends what a sender waits for, and what goes on meanwhile connects again.
    """
    if isinstance(client, AIOKafkaProducer):
        connections = client.client.close
        return [client.stop, connections, client._sender.close, connections]  # noqa: SLF001
    if isinstance(client, AIOKafkaConsumer):
        return [client.stop, lambda: _end_fetching(client), client._client.close]  # noqa: SLF001
    return [client.close]


async def _end_fetching(consumer: AIOKafkaConsumer) -> None:
    """The fetcher's own close gives up at the first task that it has cancelled."""
    if fetcher := consumer._fetcher:  # noqa: SLF001 - there is none where the start was cut short
        tasks = {fetcher._fetch_task, *fetcher._pending_tasks}  # noqa: SLF001
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
