"""The spans of the bus: a relay's send, and what is done about one event."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import asyncpg
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, use_span

from shared.contracts.event import OwnEvent, Published
from shared.contracts.topics import topic_of
from shared.observability.traces import CASE_ID, links, of_case, parent, tracer

MAX_LINKS = 128
"""As many as OpenTelemetry keeps on one span."""


def note_sent(system: str, topic: str, rows: Sequence[asyncpg.Record], began: int) -> None:
    """Record that outbox rows were sent together; `began` is in nanoseconds of the epoch.

    The span links to where each event was created, and alters none.
    """
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
            CASE_ID: sorted({str(r["case_id"]) for r in told if r["case_id"]}),
        },
    ).end()


@contextmanager
def processing(
    system: str, service: str, contract: type[Published] | type[OwnEvent], row: asyncpg.Record
) -> Iterator[None]:
    """Act on an event of the inbox in the trace of the command that caused it."""
    span = begin_processing(system, service, contract, row)
    with use_span(span, end_on_exit=True, record_exception=False, set_status_on_exception=False):
        try:
            yield
        except Exception as error:
            span.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise


def begin_processing(
    system: str, service: str, contract: type[Published] | type[OwnEvent], row: asyncpg.Record
) -> Span:
    """The span of one event of the inbox; whoever began it ends it.

    What was left for a later instant begins a trace of its own, which links to that command's.
    """
    own = issubclass(contract, OwnEvent)
    topic = "inbox" if issubclass(contract, OwnEvent) else topic_of(contract.publisher())
    put_off = own and row["due_at"] > row["occurred_at"]
    return tracer.start_span(
        f"process {topic}",
        context=None if put_off else parent(row["traceparent"]),
        kind=SpanKind.CONSUMER,
        links=links([row["traceparent"]]) if put_off else None,
        attributes={
            "messaging.system": "postgresql" if own else system,
            "messaging.operation.type": "process",
            "messaging.operation.name": "process",
            "messaging.destination.name": topic,
            "messaging.consumer.group.name": service,
            "messaging.message.id": str(row["event_id"]),
            "dfg.event_type": row["type"],
            **of_case(row["case_id"]),
        },
    )
