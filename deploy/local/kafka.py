"""Apache Kafka in KRaft mode, one node, from its Maven Central jars: for one machine and tests."""

import base64
import signal
import socket
import struct
import uuid
from collections.abc import Sequence
from pathlib import Path

from deploy.local.java import JavaServer, fetched, run
from deploy.local.ports import LOOPBACK, free_port
from deploy.local.roles import DEVELOPMENT_PASSWORD, SERVICES
from shared.bus.authority import principal_of
from shared.bus.broker import Broker

POM = Path(__file__).parents[1] / "kafka" / "pom.xml"
DEFAULT_DIRECTORY = Path(".local/kafka")
SASL_HANDSHAKE, SASL_AUTHENTICATE, METADATA = (17, 1), (36, 1), (3, 4)
"""Requests of Kafka's protocol: key and version."""
NO_TOPIC = struct.pack(">i?", 0, False)
"""A Metadata request's empty list of topics, none of them to be created."""
JAVA_OPTIONS = ("-Xmx512m", "-Djava.awt.headless=true", "-Dorg.apache.logging.log4j.level=WARN")
ADMIN = "admin"
"""The principal that nothing is refused: the broker to itself, and who says what others may do."""
PRINCIPALS = (ADMIN, *SERVICES)

PROPERTIES = """\
process.roles=broker,controller
node.id=1
listeners=CLIENTS://{host}:{port},CONTROLLER://{host}:{controller_port}
advertised.listeners=CLIENTS://{host}:{port}
inter.broker.listener.name=CLIENTS
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
OPEN = "listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT"
"""Everybody may do everything: for tests, whose services are made up."""
GUARDED = """\
listener.security.protocol.map=CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
sasl.enabled.mechanisms=PLAIN
sasl.mechanism.inter.broker.protocol=PLAIN
sasl.mechanism.controller.protocol=PLAIN
listener.name.clients.plain.sasl.jaas.config={jaas}
listener.name.controller.plain.sasl.jaas.config={jaas}
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:{admin}
"""


def guarded_lines(partners: Sequence[str] = ()) -> list[str]:
    """The properties by which everybody says who they are and may do what is on the broker's list."""
    names = (*PRINCIPALS, *map(principal_of, partners))
    everybody = " ".join(f'user_{name}="{DEVELOPMENT_PASSWORD}"' for name in names)
    own = f'username="{ADMIN}" password="{DEVELOPMENT_PASSWORD}"'
    module = "org.apache.kafka.common.security.plain.PlainLoginModule"
    return GUARDED.format(jaas=f"{module} required {own} {everybody};", admin=ADMIN).splitlines()


class LocalKafka:
    """One broker over one directory, formatted at the first start; its records are kept."""

    def __init__(
        self,
        directory: Path = DEFAULT_DIRECTORY,
        port: int | None = None,
        *,
        guarded: bool = False,
        partners: Sequence[str] = (),
    ) -> None:
        self._partners = partners
        self.port = port or free_port()
        self._guarded = guarded
        self._server = JavaServer(directory, lambda: _serves(self.port, as_admin=guarded))
        self.directory = self._server.directory
        self.log = self._server.log
        self._data = self.directory / "data"
        self._properties = self.directory / "server.properties"

    @property
    def bootstrap(self) -> str:
        """The address for clients."""
        return f"{LOOPBACK}:{self.port}"

    def broker(self, principal: str = ADMIN) -> Broker:
        """The broker as that principal reaches it."""
        if not self._guarded:
            return Broker(self.bootstrap)
        return Broker(self.bootstrap, principal, DEVELOPMENT_PASSWORD)

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
        properties = PROPERTIES.format(
            host=LOOPBACK, port=self.port, controller_port=free_port(), data=self._data
        )
        access = guarded_lines(self._partners) if self._guarded else [OPEN]
        self._properties.write_text("\n".join([properties, *access]))

    def _format(self) -> None:
        identity = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        arguments = ("format", f"--cluster-id={identity}", "--config", str(self._properties))
        run(_java("kafka.tools.StorageTool", *arguments))


def _java(main: str, *arguments: str) -> list[str]:
    return ["java", *JAVA_OPTIONS, "-cp", f"{fetched(POM)}/*", main, *arguments]


def _serves(port: int, *, as_admin: bool) -> bool:
    """Whether the broker answers and counts itself among the brokers that take requests."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=5) as connection:
            if as_admin:
                _ask(connection, *SASL_HANDSHAKE, struct.pack(">h5s", 5, b"PLAIN"))
                said = f"\0{ADMIN}\0{DEVELOPMENT_PASSWORD}".encode()
                _ask(connection, *SASL_AUTHENTICATE, struct.pack(">i", len(said)) + said)
            answer = _ask(connection, *METADATA, NO_TOPIC)
            _throttle, brokers = struct.unpack_from(">ii", answer)
    except (OSError, struct.error):
        return False
    return bool(brokers)


def _ask(connection: socket.socket, key: int, version: int, body: bytes) -> bytes:
    """Send a request without a client's name; what the answer says after its correlation id."""
    request = struct.pack(">hhih", key, version, 0, -1) + body
    connection.sendall(struct.pack(">i", len(request)) + request)
    (length,) = struct.unpack(">i", connection.recv(4, socket.MSG_WAITALL))
    return connection.recv(length, socket.MSG_WAITALL)[4:]
