"""What a load may not leave behind: events not sent, not received, not handled, dead letters."""

import asyncio
import time
from importlib import import_module

import asyncpg

from deploy.local.roles import SERVICES

SETTLE_SECONDS = 60
_PUBLISHED = " UNION ALL ".join(f"SELECT id, type FROM {s}.outbox" for s in SERVICES)


async def left_behind(database_url: str) -> dict[str, int]:
    """What is left once everything had time to settle; nothing where all is well."""
    connection = await asyncpg.connect(database_url)
    try:
        deadline = time.monotonic() + SETTLE_SECONDS
        left = await _counted(connection)
        while left and time.monotonic() < deadline:
            await asyncio.sleep(1)
            left = await _counted(connection)
        return left
    finally:
        await connection.close()


async def _counted(connection: asyncpg.Connection) -> dict[str, int]:
    found = {}
    for service in SERVICES:
        for what, statement in _counts(service).items():
            found[f"{service}: {what}"] = await connection.fetchval(statement)
    return {what: number for what, number in found.items() if number}


def _counts(service: str) -> dict[str, str]:
    known = import_module(f"services.{service}.app").SERVICE.subscriptions.contracts
    types = ", ".join(f"'{name}'" for name in known) or "NULL"
    waits = f"FROM {service}.inbox WHERE handled_at IS NULL"
    return {
        "events not sent": f"SELECT count(*) FROM {service}.outbox WHERE sent_at IS NULL",
        "events not received": f"SELECT count(*) FROM ({_PUBLISHED}) AS event"
        f" WHERE type IN ({types}) AND NOT EXISTS"
        f" (SELECT FROM {service}.inbox WHERE event_id = event.id)",
        "events not handled": f"SELECT count(*) {waits} AND dead_at IS NULL AND due_at <= now()",
        "dead letters": f"SELECT count(*) {waits} AND dead_at IS NOT NULL",
    }
