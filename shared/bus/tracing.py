"""The span of a relay's send: it links to where each event was created, and alters none."""

from collections.abc import Sequence

import asyncpg
from opentelemetry.trace import SpanKind

from shared.observability.traces import CASE_ID, links, tracer

MAX_LINKS = 128
"""As many as OpenTelemetry keeps on one span."""


def note_sent(system: str, topic: str, rows: Sequence[asyncpg.Record], began: int) -> None:
    """Record that outbox rows were sent together; `began` is in nanoseconds of the epoch."""
    told = rows[:MAX_LINKS]
    tracer.start_span(
        f"send {topic}",
        kind=SpanKind.CLIENT,
        links=links(r["traceparent"] for r in told),
        start_time=began,
        attributes={
            "messaging.system": system,
            "messaging.operation.type": "send",
            "messaging.operation.name": "send",
            "messaging.destination.name": topic,
            "messaging.batch.message_count": len(rows),
            CASE_ID: sorted({str(r["case_id"]) for r in told}),
        },
    ).end()
