"""A service's events to itself, as they are left in its inbox and taken back from it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import NamedTuple, Self

from shared.contracts.event import OwnEvent

LEAVE = """
INSERT INTO inbox (event_id, subscriber, type, source, subject, lane, case_id, district,
                   occurred_at, traceparent, data, due_at)
SELECT event_id, current_schema(), type, '/services/' || current_schema(), subject,
       type || ' ' || subject, case_id, district, occurred_at, traceparent, data, due_at
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[],
            $7::text[], $8::text[], $9::timestamptz[]) WITH ORDINALITY AS event
    (event_id, type, subject, case_id, district, occurred_at, traceparent, data, due_at, place)
ORDER BY place
"""
"""Of as many as there are, a column each (`columns`)."""
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


def columns(left: Sequence[Left]) -> list[Sequence[object]]:
    """The events as the parameters of `LEAVE`."""
    return list(zip(*left, strict=True)) or [()] * len(Left._fields)
