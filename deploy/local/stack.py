"""The whole platform on one machine: PostgreSQL, Kafka if wanted, the issuer and every service."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import httpx

from deploy.local.issuer import AUDIENCE, DevelopmentIssuer
from deploy.local.kafka import LocalKafka
from deploy.local.ports import LOOPBACK, free_port
from deploy.local.postgres import LocalPostgres
from deploy.local.prepare import prepare
from deploy.local.roles import SERVICES, role_url
from shared.persistence.security import runtime_role

FIRST_PORT = 8100
"""The issuer's; the services' follow in the order of `SERVICES`."""
READY_SECONDS = 60
STOP_SECONDS = 10


class NotReady(RuntimeError):  # noqa: N818
    """A process did not get ready; carries where its log is."""


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
        self.kafka = LocalKafka(directory / "kafka") if bus == "kafka" else None
        self._database_url = database_url
        self._key_file = directory / "issuer/key.pem"
        self._otlp_endpoint = otlp_endpoint
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

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

    def start(self) -> None:
        """Start everything, and return once every service is ready."""
        self.directory.mkdir(exist_ok=True, parents=True)
        if self.postgres:
            self.postgres.start()
        if self.kafka:
            self.kafka.start()
        prepare(self.superuser_url)
        settings = {"DFG_PORT": str(self.ports["issuer"]), "DFG_KEY_FILE": str(self._key_file)}
        self._spawn("issuer", "deploy.local.issuer", settings)
        for name in self._services:
            self.start_service(name)
        for name in self._services:
            self.wait_until_ready(name)

    def stop(self) -> None:
        """Stop everything, the services first."""
        for process in self._processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self._processes.values():
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()
        if self.kafka:
            self.kafka.stop()
        if self.postgres and self.postgres.is_running():
            self.postgres.stop()

    def start_service(self, name: str) -> None:
        """Start one service; it is ready a little later."""
        self._spawn(name, f"services.{name}", self.service_environment(name), "serve")

    def kill_service(self, name: str) -> None:
        """End one service at once, as a crash would."""
        process = self._processes.pop(name)
        process.kill()
        process.wait()

    def ended(self) -> list[str]:
        """The names of what was started and has ended by itself."""
        return [name for name, p in self._processes.items() if p.poll() is not None]

    def wait_until_ready(self, name: str) -> None:
        """Return once the service says that it is ready."""
        deadline = time.monotonic() + READY_SECONDS
        while not _is_ready(self.address(name)):
            if self._processes[name].poll() is not None or time.monotonic() > deadline:
                log = self._log(name)
                raise NotReady(f"{name} is not ready; {log} ends:\n{log.read_text()[-2000:]}")
            time.sleep(0.05)

    def service_environment(self, name: str) -> dict[str, str]:
        """The settings of one service."""
        return {
            "DFG_DATABASE_URL": role_url(self.superuser_url, runtime_role(name)),
            "DFG_BUS": self.bus,
            "DFG_KAFKA_BOOTSTRAP": self.kafka.bootstrap if self.kafka else "",
            "DFG_ISSUER": self.address("issuer"),
            "DFG_AUDIENCE": AUDIENCE,
            "DFG_JWKS_URL": f"{self.address('issuer')}/jwks.json",
            "DFG_OTLP_ENDPOINT": self._otlp_endpoint,
            "DFG_PORT": str(self.ports[name]),
        }

    def _spawn(self, name: str, module: str, settings: Mapping[str, str], *words: str) -> None:
        with self._log(name).open("ab") as log:
            self._processes[name] = subprocess.Popen(  # noqa: S603 - our own modules
                [sys.executable, "-m", module, *words],
                env=os.environ | settings,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _log(self, name: str) -> Path:
        folder = self.directory / "logs"
        folder.mkdir(exist_ok=True)
        return folder / f"{name}.log"


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/ready", timeout=2).is_success
    except httpx.HTTPError:
        return False
