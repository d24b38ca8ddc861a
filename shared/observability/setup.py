"""One call wires traces, metrics and logs, the same way in every service."""

from collections.abc import MutableMapping
from typing import Any

from fastapi.telemetry import TelemetryConfig
from opentelemetry import metrics, trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_NAMESPACE, Resource
from opentelemetry.sdk.trace import Span, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from shared.observability.logs import configure_logs

UNTRACED = ("/health/live", "/health/ready", "/metrics")
EXPORT_EVERY_MS = 1000


def _is_untraced(scope: MutableMapping[str, Any]) -> bool:
    return scope["path"] in UNTRACED


REQUESTS = TelemetryConfig(
    operation_spans=False, logs=False, auto_configure=False, exclude=_is_untraced
)
"""How FastAPI itself observes requests: one span and the metrics of each, no error's text."""


def observe(service: str, otlp_endpoint: str) -> None:
    """Observe the process. An empty endpoint exports no traces, but makes them."""
    configure_logs(service)
    resource = Resource.create({SERVICE_NAME: service, SERVICE_NAMESPACE: "dfg"})
    tracing = TracerProvider(resource=resource)
    tracing.add_span_processor(WithoutPath())
    if otlp_endpoint:
        exporter = OTLPSpanExporter(f"{otlp_endpoint.rstrip('/')}/v1/traces")
        tracing.add_span_processor(
            BatchSpanProcessor(exporter, schedule_delay_millis=EXPORT_EVERY_MS)
        )
    trace.set_tracer_provider(tracing)
    metrics.set_meter_provider(MeterProvider([PrometheusMetricReader()], resource=resource))


class WithoutPath(SpanProcessor):
    """A caller can put anything into a path or query; `http.route` says which route it was."""

    def on_start(self, span: Span, parent_context: Context | None = None) -> None:  # noqa: ARG002
        for attribute in ("url.path", "url.query"):
            if attribute in (span.attributes or {}):
                span.set_attribute(attribute, "")


def flush_traces() -> None:
    """Export what is still held back; called once, when the service stops."""
    provider = trace.get_tracer_provider()
    if isinstance(provider, TracerProvider):
        provider.shutdown()
