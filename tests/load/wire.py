"""HTTP as cheap as Python has it: a caller shares the cores with what it measures.

A call costs a third of the processor time that the journeys' client takes.
"""

import http.client

import httpx
import orjson

PATIENCE_SECONDS = 30


class Wire:
    """One caller's connections, one to each service, kept open between calls."""

    def __init__(self) -> None:
        self._open: dict[str, http.client.HTTPConnection] = {}

    def request(
        self, method: str, url: str, headers: dict[str, str], body: object = None
    ) -> httpx.Response:
        """Send once, over a connection that the service keeps open."""
        address, slash, path = url.removeprefix("http://").partition("/")
        sent = None if body is None else orjson.dumps(body)
        kind = {} if sent is None else {"content-type": "application/json"}
        connection = self._connection(address)
        connection.request(method, slash + path, sent, headers | kind)
        answer = connection.getresponse()
        return httpx.Response(answer.status, headers=answer.getheaders(), content=answer.read())

    def close(self) -> None:
        for connection in self._open.values():
            connection.close()

    def _connection(self, address: str) -> http.client.HTTPConnection:
        connection = self._open.get(address)
        if connection is None:
            connection = http.client.HTTPConnection(address, timeout=PATIENCE_SECONDS)
            self._open[address] = connection
        return connection
