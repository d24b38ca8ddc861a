"""Building projections again from the history of events."""

from collections.abc import Sequence

from shared.bus.connection import kernel_connection

_FORGET = "DELETE FROM inbox WHERE discarded_at IS NULL AND due_at = '-infinity'"
"""Not what operators gave up, and not what the service has left itself for later."""


class NotAProjection(SystemExit):
    """The service's handlers publish or pay: acting again on history is refused."""

    def __init__(self, service: str) -> None:
        super().__init__(f"{service} acts on events, it does not only project them: no rebuild")


async def rebuild(service: str, projections: Sequence[str], url: str) -> int:
    """Empty the projections, forget what was received, and read the log from its beginning.

    How many events were forgotten. What operators discarded stays so. The lock lets workers and receiver end what they are at.

    A running receiver notices that its cursor is gone and starts from there; a stopped one does
    at its next start.
    """
    if not projections:
        raise NotAProjection(service)
    async with kernel_connection(url, service) as connection, connection.transaction():
        await connection.execute("LOCK TABLE inbox IN EXCLUSIVE MODE")
        await connection.execute("DELETE FROM bus_cursors")
        forgotten = await connection.execute(_FORGET)
        await connection.execute(f"TRUNCATE {', '.join(projections)}")
    return int(forgotten.rpartition(" ")[2])
