"""`python -m bench.spans PORT`: a live OTLP/HTTP receiver that decodes every span and counts them."""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from deploy.local.ports import LOOPBACK


class Receiver(BaseHTTPRequestHandler):
    """POST takes an export, GET answers how many spans have come."""

    protocol_version = "HTTP/1.1"
    received = 0

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            Receiver.received += sum(len(scope.spans) for scope in resource.scope_spans)
        self._answer(b"")

    def do_GET(self) -> None:
        self._answer(str(Receiver.received).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer((LOOPBACK, int(sys.argv[1])), Receiver).serve_forever()
