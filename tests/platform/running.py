"""The real services over HTTP: each served in a thread, on a real database, with real tokens.

Their bus is PostgreSQL; events of services that do not run are put into its log by hand, as
those services would.
"""

import asyncio
import datetime as dt
import json
import os
import shutil
import ssl
import tempfile
import threading
import time
import uuid
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import asyncpg
import httpx
import pytest
import uvicorn
from cryptography.fernet import Fernet

from deploy.local.issuer import AUDIENCE, DevelopmentIssuer, issuer_app
from deploy.local.ports import LOOPBACK, free_port
from deploy.local.prepare import prepare
from deploy.local.roles import role_url
from deploy.local.stack import CONTACTS
from shared.contracts.envelope import Envelope
from shared.operating import IDLE_SECONDS
from shared.persistence.security import runtime_role
from shared.settings import Settings
from shared.web.app import create_app

os.environ.setdefault("DFG_CONTACTS", str(CONTACTS))  # where no test runner has said so
NOW = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
GLOUCESTER, STROUD = "E07000081", "E07000082"
PATIENCE_SECONDS = 120
SHARED = "web"
"""What the database of the shared platform is called first."""


_UNUSED = ssl.create_default_context()
"""Nobody speaks TLS here; without one of its own each client would read all authorities anew."""


class Served:
    """An ASGI app on a port of its own, in a thread, until `stop`."""

    def __init__(self, app, port):
        # As services are served: a caller never uses a connection that is just being closed.
        config = uvicorn.Config(
            app,
            LOOPBACK,
            port,
            log_config=None,
            access_log=False,
            timeout_keep_alive=IDLE_SECONDS,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until(lambda: self._server.started or not self._thread.is_alive())

    def stop(self):
        self._server.should_exit = True
        self._thread.join()


class Sql:
    """Statements as the superuser, whom no policy holds."""

    def __init__(self, url):
        self._loop = asyncio.new_event_loop()
        self._connection = self._loop.run_until_complete(asyncpg.connect(url))

    def __call__(self, statement, *values):
        return self._loop.run_until_complete(self._connection.fetch(statement, *values))

    def one(self, statement, *values):
        return self(statement, *values)[0][0]

    def run(self, statements):
        """Several statements at once."""
        self._loop.run_until_complete(self._connection.execute(statements))

    def close(self):
        self._loop.run_until_complete(self._connection.close())
        self._loop.close()


class Platform:
    """The issuer, the database, and each service from when it is first asked for."""

    def __init__(self, superuser_url, database):
        prepare(superuser_url, database)
        self.database = database
        self.superuser_url = role_url(superuser_url, "postgres", database)
        self.sql = Sql(self.superuser_url)
        port = free_port()
        self.issuer = DevelopmentIssuer.in_memory(f"http://{LOOPBACK}:{port}")
        self._served = {"issuer": Served(issuer_app(self.issuer), port)}
        self._addresses = {}
        self._clients = []
        self.files = Path(tempfile.mkdtemp(prefix="dfg-files-")).as_uri()
        self.now = NOW

    def settings(self, service, **changes):
        port = free_port()
        return Settings(
            **{
                "database_url": role_url(self.superuser_url, runtime_role(service), self.database),
                "issuer": self.issuer.address,
                "audience": AUDIENCE,
                "jwks_url": f"{self.issuer.address}/jwks.json",
                "port": port,
                "public_address": f"http://{LOOPBACK}:{port}",
                "session_keys": Fernet.generate_key().decode(),
                "files": self.files,
                "letters": f"{self.files}/letters",
                "keep_days": 0,  # tests look years ahead: what they did before stays
                "workers": 2,
            }
            | changes
        )

    def address(self, service):
        if service not in self._addresses:
            settings = self.settings(service)
            described = import_module(f"services.{service}.app").SERVICE
            app = create_app(described, settings, clock=lambda: self.now)
            self._served[service] = Served(app, settings.port)
            self._addresses[service] = f"http://{LOOPBACK}:{settings.port}"
        return self._addresses[service]

    def client(self, service, role=None, **claims):
        """Somebody in that role before that service; without one, nobody in particular."""
        token = {"authorization": f"Bearer {self.issuer.mint(role, **claims)}"} if role else {}
        self._clients.append(
            httpx.Client(base_url=self.address(service), headers=token, timeout=30, verify=_UNUSED)
        )
        return self._clients[-1]

    def tell(self, subscriber, *events):
        """Publish events of other services, and wait until the subscriber has acted on them."""
        self.address(subscriber)
        envelopes = [
            Envelope.of(e, event_id=uuid.uuid4(), occurred_at=self.now, traceparent=None)
            for e in events
        ]
        for envelope in envelopes:
            self.sql("BEGIN")
            self.sql(_ALONE)
            self.sql(PUBLISH, *(getattr(envelope, column) for column in COLUMNS))
            self.sql("COMMIT")
            self.sql("SELECT pg_notify('dfg_bus', $1)", envelope.source.rpartition("/")[2])
        for envelope in envelopes:
            until(lambda: self._handled(subscriber, envelope.id))  # noqa: B023 - called at once

    def _handled(self, subscriber, event_id):
        statement = f"SELECT handled_at, error FROM {subscriber}.inbox WHERE event_id = $1"
        for handled_at, error in self.sql(statement, event_id):
            assert error is None, error
            return handled_at is not None
        return False

    def rest(self, seconds=PATIENCE_SECONDS):
        """Wait until no service has anything to send, to take or to do: what tests before began.

        What has failed is not waited for, nor what waits behind it: the clock was set back before
        it was done, so it fails until it is given up, and changes nothing until then.
        """
        until(lambda: not self._is_anybody_busy(), seconds)

    def _is_anybody_busy(self):
        """Of all in one statement: between two of them an event could pass from one to another."""
        known = [
            import_module(f"services.{service}.app").SERVICE.subscriptions.contracts
            for service in self._addresses
        ]
        asked = [
            _BUSY.format(s=service, n=number) for number, service in enumerate(self._addresses, 2)
        ]
        return bool(asked) and self.sql.one(
            f"SELECT {' OR '.join(asked)}", self.now, *[list(types) for types in known]
        )

    def told(self, service, case_id):
        """What a service published about a case: types and bodies, in order."""
        rows = self.sql(
            f"SELECT type, data FROM {service}.outbox WHERE case_id = $1 ORDER BY seq",
            uuid.UUID(str(case_id)),
        )
        return [(row["type"], json.loads(row["data"])) for row in rows]

    def stop(self):
        for client in self._clients:
            client.close()
        for served in reversed(self._served.values()):
            served.stop()
        self.sql.close()
        shutil.rmtree(url2pathname(urlsplit(self.files).path))


COLUMNS = ("id", "type", "source", "subject", "key", "case_id", "district", "occurred_at", "data")
_ALONE = "LOCK TABLE bus.log IN SHARE ROW EXCLUSIVE MODE"
"""The publisher's relay may write too, and positions are given out before the commit: of two who write
for one publisher at once, a reader could pass by one."""
PUBLISH = f"INSERT INTO bus.log ({', '.join(COLUMNS)}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"

_BUSY = """
EXISTS (SELECT FROM {s}.outbox WHERE sent_at IS NULL)
    OR EXISTS (SELECT FROM {s}.inbox AS waiting
        WHERE handled_at IS NULL AND dead_at IS NULL AND due_at <= $1 AND NOT EXISTS (
            SELECT FROM {s}.inbox AS failed WHERE failed.handled_at IS NULL
                AND failed.error IS NOT NULL AND failed.lane = waiting.lane))
    OR EXISTS (SELECT FROM {s}.bus_cursors AS cursor JOIN bus.log AS told
        ON told.source = '/services/' || split_part(cursor.log, '/', 2)
            AND told.position > cursor.position
        WHERE told.type = ANY (${n}))
"""


_TO_BE_POSTED = """handled_at IS NULL
    AND type LIKE ANY (ARRAY['%.answer-due', '%.letter-due', '%.letter-on-its-way'])"""
_POST_NOTHING = "; ".join(
    f"DELETE FROM {service}.inbox WHERE {_TO_BE_POSTED}"
    for service in ("referral", "means_test", "grants")
)
"""Of what a test wrote nothing goes out while another looks that nothing changes."""


def new_database(about):
    """A name that no database has had: a fixture may be made again, in whatever order tests run."""
    return f"{about}_{uuid.uuid4().hex[:8]}"


def until(condition, seconds=PATIENCE_SECONDS):
    """Wait until it is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


@pytest.fixture(scope="session")
def running(postgres):
    """The platform, shared by all tests: each makes cases of its own."""
    platform = Platform(postgres.superuser_url, new_database(SHARED))
    yield platform
    platform.stop()


@pytest.fixture
def platform(running):
    """The platform on the tenth of March 2026, whatever day the test before made of it."""
    running.now = NOW
    yield running
    running.sql.run(_POST_NOTHING)
