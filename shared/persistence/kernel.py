"""The tables that every service's schema has: outbox, inbox, idempotency, audit, traces.

Written and read by SQL in `shared.bus` and `shared.persistence`; no service touches them.
"""

from collections.abc import Callable

from shared.persistence.security import Protection, protect, protect_anew, runtime_role

_TABLES = """
CREATE TABLE {s}.outbox (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          uuid NOT NULL UNIQUE,
    type        text NOT NULL,
    source      text NOT NULL,
    subject     text NOT NULL,
    key         text NOT NULL,
    case_id     uuid,
    district    text NOT NULL,
    occurred_at timestamptz NOT NULL,
    traceparent text,
    data        text NOT NULL,
    sent_at     timestamptz
);
CREATE INDEX outbox_unsent ON {s}.outbox (seq) WHERE sent_at IS NULL;

CREATE TABLE {s}.inbox (
    seq          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id     uuid NOT NULL,
    subscriber   text NOT NULL,
    type         text,
    source       text,
    subject      text,
    lane         text,
    case_id      uuid,
    district     text,
    occurred_at  timestamptz,
    traceparent  text,
    data         text,
    raw          bytea,
    received_at  timestamptz NOT NULL DEFAULT now(),
    attempts     integer NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL DEFAULT now(),
    handled_at   timestamptz,
    dead_at      timestamptz,
    discarded_at timestamptz,
    error        text,
    UNIQUE (event_id, subscriber)
);
CREATE INDEX inbox_lanes ON {s}.inbox (lane, seq) WHERE handled_at IS NULL;
CREATE INDEX inbox_pending ON {s}.inbox (seq) WHERE handled_at IS NULL AND dead_at IS NULL;
CREATE INDEX inbox_dead ON {s}.inbox (dead_at) WHERE dead_at IS NOT NULL AND handled_at IS NULL;

CREATE TABLE {s}.bus_cursors (
    log      text PRIMARY KEY,
    position bigint NOT NULL
);

CREATE TABLE {s}.idempotency (
    principal    text NOT NULL,
    key          text NOT NULL,
    request_hash text NOT NULL,
    status       integer,
    etag         text,
    body         text,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (principal, key)
);

CREATE TABLE {s}.audit (
    seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL,
    principal text NOT NULL,
    action    text NOT NULL,
    case_id   uuid,
    district  text NOT NULL,
    trace_id  text
);

CREATE TABLE {s}.case_traces (
    case_id     uuid PRIMARY KEY,
    district    text NOT NULL,
    traceparent text NOT NULL
);
"""

_OWN_EVENTS = """
ALTER TABLE {s}.inbox RENAME COLUMN due_at TO retry_at;
ALTER TABLE {s}.inbox
    ADD COLUMN due_at timestamptz NOT NULL DEFAULT '-infinity',
    ADD COLUMN cursor text;
DROP INDEX {s}.inbox_lanes, {s}.inbox_pending;
CREATE INDEX inbox_lanes ON {s}.inbox (lane, due_at, seq) WHERE handled_at IS NULL;
CREATE INDEX inbox_pending ON {s}.inbox (due_at, seq) WHERE handled_at IS NULL AND dead_at IS NULL;
CREATE INDEX inbox_own ON {s}.inbox (type, subject)
    WHERE handled_at IS NULL AND due_at > '-infinity';

ALTER TABLE {s}.idempotency ADD COLUMN district text, ADD COLUMN within text;

SELECT set_config('dfg.reach', '{{"kernel": true}}', true);
INSERT INTO {s}.bus_cursors (log, position)
SELECT 'bus.log/' || publisher, position
FROM {s}.bus_cursors, unnest(ARRAY['referral', 'means_test', 'grants', 'register', 'payments'])
    AS publisher
WHERE log = 'bus.log';
DELETE FROM {s}.bus_cursors WHERE log = 'bus.log';
SELECT set_config('dfg.reach', '', true)
"""
"""`due_at` is when the service's own clock lets an event be handled: of what came from others at
once, of an event to itself when it said. `retry_at` is when PostgreSQL's lets it be tried again."""

_INBOX_BY_SOURCE = """
ALTER TABLE {s}.inbox
    DROP CONSTRAINT inbox_event_id_subscriber_key,
    ADD CONSTRAINT inbox_source_event_id_subscriber_key
        UNIQUE NULLS NOT DISTINCT (event_id, source, subscriber)
"""
"""An id is its publisher's alone (CloudEvents): another's event of the same id is another event.
What could not be read has no source."""

_PROTECTIONS = {
    "outbox": (Protection.KERNEL_APPEND, "SELECT, INSERT, UPDATE"),
    "inbox": (Protection.KERNEL, "SELECT, INSERT, UPDATE, DELETE"),
    "bus_cursors": (Protection.KERNEL, "SELECT, INSERT, UPDATE, DELETE"),
    "idempotency": (Protection.OWN_PRINCIPAL, "SELECT, INSERT, UPDATE"),
    "audit": (Protection.KERNEL_APPEND, "SELECT, INSERT"),
    "case_traces": (Protection.OWN_CASE, "SELECT, INSERT, UPDATE"),
}

KERNEL_TABLES = frozenset(_PROTECTIONS)


def create_kernel(execute: Callable[[str], None], service: str) -> None:
    """Create the kernel's tables in a service's schema: the first step of its first migration."""
    for statement in filter(str.strip, _TABLES.format(s=service).split(";")):
        execute(statement)
    for table, (kind, grants) in _PROTECTIONS.items():
        protect(execute, service, table, kind, grants)
    execute(f"GRANT USAGE ON SCHEMA {service} TO {runtime_role(service)}")
    execute(f"GRANT SELECT ON {service}.alembic_version TO {runtime_role(service)}")


def add_own_events(execute: Callable[[str], None], service: str) -> None:
    """Let the inbox hold a service's events to itself, and what is old be cleared away.

    Each publisher's part of the log gets a cursor of its own, and an idempotency key remembers
    within which reach it was answered.
    """
    for statement in filter(str.strip, _OWN_EVENTS.format(s=service).split(";")):
        execute(statement)
    everything = "SELECT, INSERT, UPDATE, DELETE"
    for table, kind in (
        ("outbox", Protection.KERNEL_APPEND),
        ("inbox", Protection.KERNEL_OWN),
        ("idempotency", Protection.OWN_PRINCIPAL),
    ):
        protect_anew(execute, service, table, kind, everything)


def know_events_by_source(execute: Callable[[str], None], service: str) -> None:
    """Let the inbox know an event by its source and id, not by its id alone."""
    execute(_INBOX_BY_SOURCE.format(s=service))
