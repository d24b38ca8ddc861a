"""One call wires traces, metrics and logs, the same way in every service."""

from collections.abc import Iterator, MutableMapping
from typing import Any

from fastapi.telemetry import TelemetryConfig
from opentelemetry import metrics, trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.exporter.zipkin.json import ZipkinExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_NAMESPACE, Resource
from opentelemetry.sdk.trace import Span, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter

from shared.observability.logs import configure_logs

UNTRACED = ("/health/live", "/health/ready", "/metrics")
EXPORT_EVERY_MS = 1000


def _is_untraced(scope: MutableMapping[str, Any]) -> bool:
    return scope["path"] in UNTRACED


REQUESTS = TelemetryConfig(
    operation_spans=False, logs=False, auto_configure=False, exclude=_is_untraced
)
"""How FastAPI itself observes requests: one span and the metrics of each, no error's text."""


def observe(service: str, otlp_endpoint: str = "", zipkin_endpoint: str = "") -> None:
    """Observe the process. Traces are made also where no endpoint gets them."""
    configure_logs(service)
    resource = Resource.create({SERVICE_NAME: service, SERVICE_NAMESPACE: "dfg"})
    tracing = TracerProvider(resource=resource)
    tracing.add_span_processor(WithoutPath())
    for exporter in _exporters(otlp_endpoint.rstrip("/"), zipkin_endpoint.rstrip("/")):
        tracing.add_span_processor(
            BatchSpanProcessor(exporter, schedule_delay_millis=EXPORT_EVERY_MS)
        )
    trace.set_tracer_provider(tracing)
    metrics.set_meter_provider(MeterProvider([PrometheusMetricReader()], resource=resource))


def _exporters(otlp_endpoint: str, zipkin_endpoint: str) -> Iterator[SpanExporter]:
    if otlp_endpoint:
        yield OTLPSpanExporter(f"{otlp_endpoint}/v1/traces")
    if zipkin_endpoint:
        yield ZipkinExporter(endpoint=f"{zipkin_endpoint}/api/v2/spans")


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
