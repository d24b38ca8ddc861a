"""One call wires traces, metrics and logs, the same way in every service."""

import os
from typing import Any

from fastapi import FastAPI
from opentelemetry import metrics, trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_NAMESPACE, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span

from shared.observability.logs import configure_logs

UNTRACED = "health/live,health/ready,metrics"
EXPORT_EVERY_MS = 1000


def observe(app: FastAPI, service: str, otlp_endpoint: str) -> None:
    """Observe the process and the app. An empty endpoint exports no traces, but makes them."""
    os.environ.setdefault("OTEL_SEMCONV_STABILITY_OPT_IN", "http")
    configure_logs(service)
    resource = Resource.create({SERVICE_NAME: service, SERVICE_NAMESPACE: "dfg"})
    tracing = TracerProvider(resource=resource)
    if otlp_endpoint:
        exporter = OTLPSpanExporter(f"{otlp_endpoint.rstrip('/')}/v1/traces")
        tracing.add_span_processor(
            BatchSpanProcessor(exporter, schedule_delay_millis=EXPORT_EVERY_MS)
        )
    trace.set_tracer_provider(tracing)
    metrics.set_meter_provider(MeterProvider([PrometheusMetricReader()], resource=resource))
    FastAPIInstrumentor.instrument_app(
        app,
        excluded_urls=UNTRACED,
        exclude_spans=["receive", "send"],
        server_request_hook=_leave_out_the_path,
    )


def _leave_out_the_path(span: Span, _: dict[str, Any]) -> None:
    """A caller can put anything into a path or query; `http.route` says which route it was."""
    for attribute in ("url.path", "url.query"):
        span.set_attribute(attribute, "")


def flush_traces() -> None:
    """Export what is still held back; called once, when the service stops."""
    provider = trace.get_tracer_provider()
    if isinstance(provider, TracerProvider):
        provider.shutdown()
