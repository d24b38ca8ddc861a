"""What an operator is told where a command cannot reach what it needs."""

import asyncpg
from aiokafka.errors import KafkaError
from sqlalchemy.exc import DBAPIError

_AWAY = ("08", "28", "3D", "53", "57")
"""SQLSTATE classes: connection, who one is, which database, resources, the server's own end."""
_LOST = (asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What asyncpg raises once a connection has ended. What is derived from them tells of a wrong value."""


def told_of(error: BaseException) -> str | None:
    """In one line, why the database, the broker or a file cannot be reached; None for a fault of ours,
    whose text may hold personal data.
    """
    if isinstance(error, BaseExceptionGroup):
        found = [told_of(each) for each in error.exceptions]
        return found[0] if all(found) else None
    if isinstance(error, DBAPIError):
        error = getattr(error.orig, "__cause__", None) or error.orig or error
    state = str(getattr(error, "sqlstate", None))
    if isinstance(error, (OSError, KafkaError)) or type(error) in _LOST or state.startswith(_AWAY):
        return " ".join(str(error).split()) or "no answer in time"
    return None
