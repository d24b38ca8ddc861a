"""A service's events to itself, as they are left in its inbox and taken back from it."""

import datetime as dt
import uuid
from typing import NamedTuple, Self

from shared.contracts.event import OwnEvent

LEAVE = """
INSERT INTO inbox (event_id, subscriber, type, source, subject, lane, case_id, district,
                   occurred_at, traceparent, data, due_at)
VALUES ($1, current_schema(), $2::text, '/services/' || current_schema(), $3::text,
        $2 || ' ' || $3, $4, $5, $6, $7, $8, $9)
"""
TAKE_BACK = """
WITH free AS MATERIALIZED (
    SELECT seq FROM inbox
    WHERE type = ANY ($1) AND subject = $2 AND handled_at IS NULL AND due_at > '-infinity'
    FOR UPDATE SKIP LOCKED
)
DELETE FROM inbox
WHERE type = ANY ($1) AND subject = $2 AND handled_at IS NULL AND due_at > '-infinity'
  AND (cursor IS NOT NULL OR seq IN (SELECT seq FROM free))
"""
"""A job under way is taken back between two steps. Any other that is being acted on just now is
left: it waits for what this command has changed, and has to find that there is nothing to do."""


class Left(NamedTuple):
    """An event to oneself as the inbox keeps it."""

    event_id: uuid.UUID
    type: str
    subject: str
    case_id: uuid.UUID | None
    district: str | None
    occurred_at: dt.datetime
    traceparent: str | None
    data: str
    due_at: dt.datetime

    @classmethod
    def of(
        cls,
        event: OwnEvent,
        *,
        event_id: uuid.UUID,
        now: dt.datetime,
        at: dt.datetime,
        traceparent: str | None,
    ) -> Self:
        """To be acted on `at` that instant."""
        return cls(
            event_id=event_id,
            type=event.TYPE,
            subject=event.subject,
            case_id=event.case_id,
            district=event.district,
            occurred_at=now,
            traceparent=traceparent,
            data=event.model_dump_json(),
            due_at=at,
        )
