"""What the platform says about traces beyond OpenTelemetry's own words.

Each command is one trace. The root span of the next command on the case links to the case's
last trace, so that a reader can walk a case from end to end.
"""

import uuid
from collections.abc import Iterable

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Link, Span, SpanContext, SpanKind, TraceFlags

CASE_ID = "dfg.case_id"
tracer = trace.get_tracer("dfg")


def current_traceparent() -> str | None:
    """The W3C traceparent of the current span; None outside one."""
    return _traceparent(trace.get_current_span())


def _traceparent(span: Span) -> str | None:
    context = span.get_span_context()
    if not context.is_valid:
        return None
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"


def current_trace_id() -> str | None:
    """The current trace's id in hex; None outside one."""
    context = trace.get_current_span().get_span_context()
    return f"{context.trace_id:032x}" if context.is_valid else None


def trace_id_of(traceparent: str | None) -> str | None:
    """The id of the trace that a traceparent names."""
    context = span_context(traceparent)
    return f"{context.trace_id:032x}" if context else None


def current_case() -> str | None:
    """The case that the current span is about, if it says so."""
    attributes = getattr(trace.get_current_span(), "attributes", None) or {}
    return attributes.get(CASE_ID)


def span_context(traceparent: str | None) -> SpanContext | None:
    """The remote span that a traceparent names; None where there is none or it is malformed."""
    parts = (traceparent or "").split("-")
    if len(parts) != 4:  # noqa: PLR2004 - version, trace, span, flags
        return None
    try:
        context = SpanContext(
            int(parts[1], 16),
            int(parts[2], 16),
            is_remote=True,
            trace_flags=TraceFlags(int(parts[3], 16)),
        )
    except ValueError:
        return None
    return context if context.is_valid else None


def parent(traceparent: str | None) -> Context | None:
    """The context in which a consequence of that span runs."""
    context = span_context(traceparent)
    return trace.set_span_in_context(trace.NonRecordingSpan(context)) if context else None


def links(traceparents: Iterable[str | None]) -> list[Link]:
    """Links to the spans that the traceparents name."""
    return [Link(c) for c in map(span_context, traceparents) if c is not None]


def of_case(case_id: uuid.UUID | None) -> dict[str, str]:
    """The attribute that names the case, where there is one."""
    return {} if case_id is None else {CASE_ID: str(case_id)}


def note_created(event_type: str, case_id: uuid.UUID | None) -> str | None:
    """The traceparent that travels with an event: of the span that says that it was created."""
    span = tracer.start_span(
        f"create {event_type}",
        kind=SpanKind.PRODUCER,
        attributes={
            "messaging.operation.type": "create",
            "messaging.operation.name": "create",
            "dfg.event_type": event_type,
            **of_case(case_id),
        },
    )
    span.end()
    return _traceparent(span)


def name_case(case_id: uuid.UUID) -> None:
    """Say on the current span and its root which case it is about."""
    trace.get_current_span().set_attribute(CASE_ID, str(case_id))


def continue_from(traceparent: str | None) -> None:
    """Link the current span to the case's last trace, unless that is this one."""
    previous = span_context(traceparent)
    span = trace.get_current_span()
    if previous is not None and previous.trace_id != span.get_span_context().trace_id:
        span.add_link(previous)
