"""The whole platform on one machine: PostgreSQL, Kafka if wanted, the issuer and every service."""

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from cryptography.fernet import Fernet

from deploy.local.issuer import AUDIENCE, DevelopmentIssuer
from deploy.local.kafka import ADMIN, LocalKafka
from deploy.local.lock import FolderLock
from deploy.local.operators import forget_operators, tell_operators
from deploy.local.ports import LOOPBACK, PortsTaken, demand_free, free_port
from deploy.local.postgres import LocalPostgres
from deploy.local.prepare import prepare
from deploy.local.processes import Processes
from deploy.local.roles import SERVICES, role_url
from deploy.local.zipkin import DEFAULT_PORT as ZIPKIN_PORT
from deploy.local.zipkin import LocalZipkin
from services.referral.clinical import sealing
from shared.bus.authority import establish
from shared.persistence.security import runtime_role

FIRST_PORT = 8100
"""The issuer's; the services' follow in the order of `SERVICES`."""
PORTS = {name: FIRST_PORT + number for number, name in enumerate(("issuer", *SERVICES))}


def address(name: str) -> str:
    """Where `make run` has a service, or the issuer, listen."""
    return f"http://{LOOPBACK}:{PORTS[name]}"


KEYS = "DFG_CLINICAL_KEYS"
SHARING_KEYS = "DFG_SHARING_KEYS"
CONTACTS = Path(__file__).with_name("contacts.yaml")
"""Whom people can ask, for demonstrations."""


class Stack:
    """Everything that runs, as children of this process, each with a log of its own."""

    def __init__(
        self,
        directory: Path = Path(".local"),
        bus: Literal["postgres", "kafka"] = "postgres",
        *,
        first_port: int | None = FIRST_PORT,
        database_url: str = "",
        otlp_endpoint: str = "",
        traces: bool = False,
        services: Sequence[str] = SERVICES,
    ) -> None:
        self.directory = directory
        self.bus = bus
        self._services = services
        names = ("issuer", *services)
        self.ports = {
            name: free_port() if first_port is None else first_port + number
            for number, name in enumerate(names)
        }
        self.postgres = None if database_url else LocalPostgres(directory / "postgres")
        self.kafka = LocalKafka(directory / "kafka", guarded=True) if bus == "kafka" else None
        viewer_port = None if first_port is None else ZIPKIN_PORT
        self.zipkin = LocalZipkin(directory / "zipkin", viewer_port) if traces else None
        self._database_url = database_url
        self._key_file = directory / "issuer/key.pem"
        self._otlp_endpoint = otlp_endpoint
        self._lock = FolderLock(directory)
        self._processes = Processes(directory / "logs")

    @property
    def superuser_url(self) -> str:
        """Where the database's superuser gets in."""
        return self.postgres.superuser_url if self.postgres else self._database_url

    @property
    def issuer(self) -> DevelopmentIssuer:
        """Mints tokens that the services accept."""
        return DevelopmentIssuer.local(self.address("issuer"), self._key_file)

    def address(self, name: str) -> str:
        """Where a service, or the issuer, listens."""
        return f"http://{LOOPBACK}:{self.ports[name]}"

    def start(self, say: Callable[[str], object] = lambda _: None) -> None:
        """Start everything, and return once every service is ready; `say` is told what begins.

        Raises `RunsAlready` or `PortsTaken` before anything is touched.
        """
        self._claim()
        for name, server in self._servers().items():
            say(f"starting {name}")
            server.start()
        say("migrating the database")
        with _sealing_by(self.clinical_keys):
            prepare(self.superuser_url)
        if self.kafka is not None:
            say("saying who may write and read which topic")
            asyncio.run(establish(self.kafka.broker()))
        say("starting the services")
        for name in self.ports:
            self.start_service(name)
        for name in self.ports:
            self.wait_until_ready(name)
        besides = {"referral": {KEYS: self.clinical_keys}, "bus": self._kafka_environment(ADMIN)}
        tell_operators(self.directory, self.superuser_url, self._services, besides)

    def stop(self) -> None:
        """Stop everything that this one started, the services first."""
        if not self._lock.is_held:
            return
        forget_operators(self.directory)
        self._processes.stop()
        for server in reversed(self._servers().values()):
            if server.is_running():
                server.stop()
        self._lock.release()

    def start_service(self, name: str) -> None:
        """Start a service or the issuer; it is ready a little later."""
        if name == "issuer":
            self._processes.start(name, "deploy.local.issuer", self._issuer_environment())
        else:
            self._processes.start(name, f"services.{name}", self.service_environment(name), "serve")

    def kill_service(self, name: str) -> None:
        """End one service at once, as a crash would."""
        self._processes.kill(name)

    def restart_ended(self) -> list[str]:
        """Start again what has ended by itself, the database first; its names."""
        servers = {n: s for n, s in self._servers().items() if not s.is_running()}
        for server in servers.values():
            server.start()
        ended = self._processes.ended()
        for name in ended:
            self.start_service(name)
        return [*servers, *ended]

    def wait_until_ready(self, name: str) -> None:
        """Return once the service, or the issuer, can be used."""
        path = "jwks.json" if name == "issuer" else "health/ready"
        self._processes.wait_until_ready(name, f"{self.address(name)}/{path}")

    @property
    def clinical_keys(self) -> str:
        """By which clinical words are sealed in this folder."""
        return self._key("clinical")

    def _key(self, name: str) -> str:
        """A key of this folder: made once, and kept beside it."""
        file = self.directory / f"{name}.key"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_bytes(Fernet.generate_key())
        return file.read_text(encoding="ascii")

    def service_environment(self, name: str) -> dict[str, str]:
        """The settings of one service."""
        return {
            "DFG_DATABASE_URL": role_url(self.superuser_url, runtime_role(name)),
            "DFG_BUS": self.bus,
            **self._kafka_environment(name),
            "DFG_ISSUER": self.address("issuer"),
            "DFG_AUDIENCE": AUDIENCE,
            "DFG_JWKS_URL": f"{self.address('issuer')}/jwks.json",
            "DFG_OTLP_ENDPOINT": self._otlp_endpoint,
            "DFG_ZIPKIN_ENDPOINT": self.zipkin.address if self.zipkin else "",
            "DFG_FILES": (self.directory / "files" / name).resolve().as_uri(),
            "DFG_LETTERS": (self.directory / "letters" / name).resolve().as_uri(),
            "DFG_CONTACTS": str(CONTACTS),
            "DFG_PORT": str(self.ports[name]),
            **self._keys(name),
        }

    def _keys(self, name: str) -> dict[str, str]:
        """What one service alone is told; a partner of the demonstration is this machine."""
        if name == "referral":
            return {KEYS: self.clinical_keys}
        if name == "forum":
            return {
                SHARING_KEYS: self._key("sharing"),
                "DFG_WEBHOOKS_INSIDE": "true",
                "DFG_PUBLIC_ADDRESS": self.address(name),
                "DFG_SESSION_KEYS": self._key("session"),
            }
        return {}

    def _kafka_environment(self, name: str) -> dict[str, str]:
        if self.kafka is None:
            return {}
        broker = self.kafka.broker(name)
        return {
            "DFG_KAFKA_BOOTSTRAP": broker.bootstrap,
            "DFG_KAFKA_USERNAME": broker.username,
            "DFG_KAFKA_PASSWORD": broker.password,
        }

    def _issuer_environment(self) -> dict[str, str]:
        return {
            "DFG_PORT": str(self.ports["issuer"]),
            "DFG_KEY_FILE": str(self._key_file),
            "DFG_RESIDENTS_FILE": str(self._key_file.with_name("residents.json")),
        }

    def _claim(self) -> None:
        """Hold the folder, and see that every port is free."""
        self._lock.take()
        viewer = {"zipkin": self.zipkin.port} if self.zipkin else {}
        try:
            demand_free(self.ports | viewer)
        except PortsTaken:
            self._lock.release()
            raise

    def _servers(self) -> dict[str, LocalPostgres | LocalKafka | LocalZipkin]:
        """What runs beside the services, in the order in which it starts."""
        servers = {"postgres": self.postgres, "kafka": self.kafka, "zipkin": self.zipkin}
        return {name: server for name, server in servers.items() if server is not None}


@contextmanager
def _sealing_by(keys: str) -> Iterator[None]:
    """The migrations seal by these keys; the process has its own again afterwards."""
    own = os.environ.get(KEYS)
    os.environ[KEYS] = keys
    sealing.keys.cache_clear()
    try:
        yield
    finally:
        os.environ.pop(KEYS)
        if own is not None:
            os.environ[KEYS] = own
        sealing.keys.cache_clear()
