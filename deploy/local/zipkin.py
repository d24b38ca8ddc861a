"""Zipkin, the trace viewer, from its jar on Maven Central: it keeps its traces in memory."""

from pathlib import Path

import httpx

from deploy.local.java import JavaServer, fetched
from deploy.local.ports import LOOPBACK, free_port

POM = Path(__file__).parents[1] / "zipkin" / "pom.xml"
DEFAULT_DIRECTORY = Path(".local/zipkin")
DEFAULT_PORT = 9411
JAVA_OPTIONS = ("-Xmx512m", "-Djava.awt.headless=true")
SETTINGS = {
    "storage.mem.max-spans": 200_000,  # the oldest go first; a case has some 300
    "ui.query-limit": 50,
    "ui.default-lookback": 12 * 3_600_000,  # milliseconds
}


class LocalZipkin:
    """One viewer; where it stopped, its traces are gone."""

    def __init__(self, directory: Path = DEFAULT_DIRECTORY, port: int | None = None) -> None:
        self.port = port or free_port()
        self._server = JavaServer(directory, self._serves)

    @property
    def address(self) -> str:
        """Where people look at traces, and the services send them."""
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Start the viewer and return once it takes spans."""
        (jar,) = fetched(POM).glob("zipkin-server-*.jar")
        listening = {"ip": LOOPBACK, "port": self.port, "protocols[0]": "http"}
        self._server.start(
            [
                "java",
                *JAVA_OPTIONS,
                f"-Djava.io.tmpdir={self._server.directory}",
                "-jar",
                str(jar),
                *(f"--armeria.ports[0].{name}={value}" for name, value in listening.items()),
                *(f"--zipkin.{name}={value}" for name, value in SETTINGS.items()),
            ]
        )

    def stop(self) -> None:
        """Stop the viewer."""
        self._server.end()

    def is_running(self) -> bool:
        """Whether the viewer has not ended by itself."""
        return self._server.is_running()

    def _serves(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health", timeout=2).is_success
        except httpx.HTTPError:
            return False
