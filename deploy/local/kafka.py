"""Apache Kafka in KRaft mode, one node, from its Maven Central jars: for one machine and tests."""

import base64
import signal
import socket
import struct
import uuid
from pathlib import Path

from deploy.local.java import JavaServer, fetched, run
from deploy.local.ports import LOOPBACK, free_port

POM = Path(__file__).parents[1] / "kafka" / "pom.xml"
DEFAULT_DIRECTORY = Path(".local/kafka")
JAVA_OPTIONS = ("-Xmx512m", "-Djava.awt.headless=true", "-Dorg.apache.logging.log4j.level=WARN")
METADATA_OF_NO_TOPIC = struct.pack(">ihhihi?", 15, 3, 4, 0, -1, 0, False)
"""A Metadata request (key 3, version 4) with its length, no client id and an empty list of topics."""
METADATA_ANSWER = struct.Struct(">iiii")
"""How its answer begins: length, correlation id, throttle time, number of brokers."""

PROPERTIES = """\
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://{host}:{port},CONTROLLER://{host}:{controller_port}
advertised.listeners=PLAINTEXT://{host}:{port}
controller.listener.names=CONTROLLER
controller.quorum.voters=1@{host}:{controller_port}
log.dirs={data}
auto.create.topics.enable=false
log.retention.ms=-1
log.retention.bytes=-1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=5
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
log.cleaner.dedupe.buffer.size=8388608
"""


class LocalKafka:
    """One broker over one directory, formatted at the first start; its records are kept."""

    def __init__(self, directory: Path = DEFAULT_DIRECTORY, port: int | None = None) -> None:
        self.port = port or free_port()
        self._server = JavaServer(directory, lambda: _serves(self.port))
        self.directory = self._server.directory
        self.log = self._server.log
        self._data = self.directory / "data"
        self._properties = self.directory / "server.properties"

    @property
    def bootstrap(self) -> str:
        """The address for clients."""
        return f"{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Start the broker and return once clients are served.

        A broker that an ended process left running on this directory is ended first.
        """
        self.directory.mkdir(parents=True, exist_ok=True)
        self._configure()
        if not (self._data / "meta.properties").exists():
            self._format()
        self._server.start(_java("kafka.Kafka", str(self._properties)))

    def stop(self) -> None:
        """Stop the broker in order."""
        self._server.end()

    def kill(self) -> None:
        """End the broker at once, as a crash would."""
        self._server.end(signal.SIGKILL)

    def is_running(self) -> bool:
        """Whether the broker has not ended by itself."""
        return self._server.is_running()

    def _configure(self) -> None:
        self._properties.write_text(
            PROPERTIES.format(
                host=LOOPBACK, port=self.port, controller_port=free_port(), data=self._data
            )
        )

    def _format(self) -> None:
        identity = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        arguments = ("format", f"--cluster-id={identity}", "--config", str(self._properties))
        run(_java("kafka.tools.StorageTool", *arguments))


def _java(main: str, *arguments: str) -> list[str]:
    return ["java", *JAVA_OPTIONS, "-cp", f"{fetched(POM)}/*", main, *arguments]


def _serves(port: int) -> bool:
    """Whether the broker answers and counts itself among the brokers that take requests."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=5) as connection:
            connection.sendall(METADATA_OF_NO_TOPIC)
            _length, _correlation, _throttle, brokers = METADATA_ANSWER.unpack(
                connection.recv(METADATA_ANSWER.size)
            )
    except (OSError, struct.error):
        return False
    return bool(brokers)
