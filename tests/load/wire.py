"""HTTP as cheap as Python has it: a caller shares the cores with what it measures.

Answers are read by the parser of the services' own server, which is written in C.
"""

import socket

import httpx
import orjson
from httptools import HttpResponseParser

PATIENCE_SECONDS = 30
PART = 64 * 1024
"""Bytes that are received at once."""


class _Answer:
    """One answer as the parser tells it."""

    def __init__(self) -> None:
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = b""
        self.is_whole = False

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name, value))

    def on_body(self, part: bytes) -> None:
        self.body += part

    def on_message_complete(self) -> None:
        self.is_whole = True


class Wire:
    """One caller's connections, one to each service, kept open between calls."""

    def __init__(self) -> None:
        self._open: dict[str, socket.socket] = {}

    def request(
        self, method: str, url: str, headers: dict[str, str], body: object = None
    ) -> httpx.Response:
        """Send once, over a connection that the service keeps open."""
        address, slash, path = url.removeprefix("http://").partition("/")
        sent = b"" if body is None else orjson.dumps(body)
        told = {"host": address, "content-length": str(len(sent)), **headers}
        if sent:
            told["content-type"] = "application/json"
        lines = [f"{method} {slash}{path} HTTP/1.1", *(f"{k}: {v}" for k, v in told.items())]
        connection = self._connection(address)
        connection.sendall("\r\n".join([*lines, "", ""]).encode() + sent)
        return _received(connection)

    def close(self) -> None:
        for connection in self._open.values():
            connection.close()

    def _connection(self, address: str) -> socket.socket:
        connection = self._open.get(address)
        if connection is None:
            host, _, port = address.partition(":")
            connection = socket.create_connection((host, int(port)), PATIENCE_SECONDS)
            self._open[address] = connection
        return connection


def _received(connection: socket.socket) -> httpx.Response:
    """The next answer, whole."""
    answer = _Answer()
    parser = HttpResponseParser(answer)
    while not answer.is_whole:
        part = connection.recv(PART)
        if not part:
            raise ConnectionError("the service closed the connection before it had answered")
        parser.feed_data(part)
    return httpx.Response(parser.get_status_code(), headers=answer.headers, content=answer.body)
