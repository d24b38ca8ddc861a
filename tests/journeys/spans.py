"""A live OTLP receiver, and what can be asked of the spans that it got."""

import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

CASE_ID = "dfg.case_id"


class SpanReceiver:
    """Takes exported spans over OTLP/HTTP, as a collector would."""

    def __init__(self) -> None:
        self.spans: list[tuple[str, Span]] = []
        """Service and span, in the order of arrival."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def services_of(self, trace_id: str) -> set[str]:
        """The services that have a span in the trace."""
        return {service for service, span in self.spans if span.trace_id.hex() == trace_id}

    def linked(self, trace_ids: set[str]) -> set[frozenset[str]]:
        """Pairs of those traces that a link connects."""
        return {
            frozenset({span.trace_id.hex(), link.trace_id.hex()})
            for _, span in self.spans
            for link in span.links
            if {span.trace_id.hex(), link.trace_id.hex()} <= trace_ids
        }

    def of_case(self, case_id: str) -> list[Span]:
        """The spans that say they are about the case."""
        return [span for _, span in self.spans if case_id in str(attribute(span, CASE_ID))]

    def by_name(self) -> dict[str, list[Span]]:
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for _, span in self.spans:
            found[span.name].append(span)
        return found

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        spans = self.spans

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                    named = {a.key: a.value.string_value for a in resource.resource.attributes}
                    spans.extend(
                        (named["service.name"], span)
                        for scope in resource.scope_spans
                        for span in scope.spans
                    )
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


def attribute(span: Span, name: str) -> str | list[str] | None:
    """A span's attribute, as text or as a list of texts."""
    for found in span.attributes:
        if found.key == name:
            if found.value.HasField("array_value"):
                return [v.string_value for v in found.value.array_value.values]
            return found.value.string_value
    return None


def connected(nodes: set[str], edges: set[frozenset[str]]) -> bool:
    """Whether the edges join all nodes into one piece."""
    reached = {next(iter(nodes))}
    while True:
        more = {n for e in edges if e & reached for n in e} - reached
        if not more:
            return reached == nodes
        reached |= more
