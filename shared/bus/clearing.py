"""What is old is cleared away: handled events, sent ones and idempotency keys.

Once a day each service leaves itself the job, and does it a little at a time. The log itself is the
history, from which read models are built again and a service that comes later learns: it is kept.
"""

import datetime as dt
import uuid
from typing import ClassVar

import asyncpg
from sqlalchemy import text

from shared.bus.job import Job
from shared.contracts.event import OwnEvent
from shared.persistence.own_events import LEAVE, Left, columns

AT_ONCE = 1000
"""Rows in one transaction."""
_OLD = {
    "idempotency": "DELETE FROM idempotency WHERE (principal, key) IN (SELECT principal, key"
    " FROM idempotency WHERE created_at < :before LIMIT :most)",
    "outbox": "DELETE FROM outbox WHERE seq IN (SELECT seq FROM outbox"
    " WHERE sent_at < :before ORDER BY seq LIMIT :most)",
    "inbox": "DELETE FROM inbox WHERE seq IN (SELECT seq FROM inbox"
    " WHERE handled_at < :before AND discarded_at IS NULL ORDER BY seq LIMIT :most)",
}
"""Keys first, then what they could bring about a second time. What operators gave up stays: it is
not handled when read models are built again."""


class ClearingDue(OwnEvent):
    """What is older than so many days is to be cleared away."""

    TYPE: ClassVar[str] = "bus.clearing-due"

    days: int

    @property
    def subject(self) -> str:
        """One after the other."""
        return "clearing"


async def clear(job: Job, event: ClearingDue) -> None:
    """Delete what is old, a thousand rows in each step."""
    before = job.database.clock() - dt.timedelta(days=event.days)
    for table, statement in _OLD.items():
        deleted = AT_ONCE
        while deleted == AT_ONCE:
            async with job.step(table, action="clear") as uow:
                values = {"before": before, "most": AT_ONCE}
                result = await uow.session.execute(text(statement), values)
                deleted = result.rowcount  # type: ignore[attr-defined]


async def plan_clearing(
    connection: asyncpg.Connection, service: str, now: dt.datetime, days: int
) -> None:
    """Leave the job of that day, whichever process asks first."""
    event_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{service}/clearing/{now.date()}")
    left = Left.of(ClearingDue(days=days), event_id=event_id, now=now, at=now, traceparent=None)
    await connection.execute(f"{LEAVE} ON CONFLICT DO NOTHING", *columns([left]))
