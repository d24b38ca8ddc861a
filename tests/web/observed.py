"""What the services of a stack let out: events, logs, metrics, spans, problems."""

import itertools
import json
import time
from pathlib import Path

import httpx

from deploy.local.roles import SERVICES, role_url
from deploy.local.stack import Stack
from tests.journeys.spans import SpanReceiver
from tests.letters.notify import Notify
from tests.platform.running import Sql, until


class Observed:
    """What the services let out."""

    def __init__(self, stack: Stack, spans: SpanReceiver, notify: Notify):
        self._stack = stack
        self._spans = spans
        self.notify = notify
        self.problems = []
        self._http = httpx.Client(timeout=30)
        self.sql = Sql(role_url(stack.superuser_url, "postgres"))

    def send(self, service, role, path, body=None, **headers):
        answer = self._http.request(
            "GET" if body is None else "POST",
            self._stack.address(service) + path,
            content=None if body is None else body if isinstance(body, bytes) else json.dumps(body),
            headers={"authorization": f"Bearer {self._stack.issuer.mint(role)}"}
            | {"content-type": "application/json"}
            | headers,
        )
        if answer.is_error:
            self.problems.append(answer.text + str(answer.headers))
        return answer

    def address(self, service):
        return self._stack.address(service)

    def token(self, role, **claims):
        return self._stack.issuer.mint(role, **claims)

    def get(self, service, path):
        return self._http.get(self.address(service) + path)

    def send_as(self, service, scope, method, path, body):
        """Somebody with all these scopes sends a command."""
        token = self.token("grant_officer", scope=scope)
        answer = self._http.request(
            method,
            self.address(service) + path,
            json=body,
            headers={"authorization": f"Bearer {token}"},
        )
        if answer.is_error:
            self.problems.append(answer.text + str(answer.headers))
        return answer

    def rows(self, table):
        """Each row of a table as JSON."""
        return [row[0] for row in self.sql(f"SELECT row_to_json(t)::text FROM {table} t")]

    def logs(self):
        return [f.read_text() for f in Path(self._stack.directory, "logs").glob("*.log")]

    def metrics(self):
        return [self._http.get(f"{self._stack.address(s)}/metrics").text for s in SERVICES]

    def spans(self):
        return [f"{service} {span}" for service, span in self._spans.spans]

    def close(self):
        self._http.close()
        self.sql.close()


def found(words, texts):
    return [(word, text) for word, text in itertools.product(words, texts) if word in text]


def until_it_has_settled(observed):
    """Every event is handled; a span is exported a second after it ends."""
    for service in ("forum", "means_test", "grants", "register"):
        waiting = (
            f"SELECT count(*) FROM {service}.inbox WHERE handled_at IS NULL AND due_at <= now()"
        )
        until(lambda: observed.sql.one(waiting) == 0)  # noqa: B023 - called at once
    count = -1
    while count != (count := len(observed.spans())):
        time.sleep(1.2)
