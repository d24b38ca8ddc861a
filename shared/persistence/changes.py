"""What changed since a reader looked: by transaction, so that nothing that commits late is missed.

For rows that many change at the same time and that a reader may be told of twice, as a copy in
memory may. Where one writer at a time appends (the log of a publisher, the inbox, a feed), positions
are in the order of commits and a plain cursor does.
"""

from typing import Any

from sqlalchemy import text

from shared.persistence.reading import Transaction

_THIS = text("(pg_current_xact_id()::text)::bigint")
CHANGED: dict[str, Any] = {"server_default": _THIS, "onupdate": _THIS}
"""For a column that keeps which transaction changed its row last.

A reader that takes what changed since the oldest transaction that was open when it last looked
passes over nothing: a transaction that commits late has no lower number.
"""
_OLDEST_OPEN = text("SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint")


async def oldest_open(transaction: Transaction) -> int:
    """The oldest transaction that may still change something: where to look from next time."""
    connection = await transaction.session.connection()
    oldest: int = (await connection.execute(_OLDEST_OPEN)).scalar_one()
    return oldest
