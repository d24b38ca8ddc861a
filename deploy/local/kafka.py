"""Apache Kafka in KRaft mode, one node, from its Maven Central jars: for one machine and tests."""

import base64
import contextlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import time
import uuid
from hashlib import sha256
from pathlib import Path

from deploy.local.ports import LOOPBACK, free_port

POM = Path(__file__).parents[1] / "kafka" / "pom.xml"
DEFAULT_DIRECTORY = Path(".local/kafka")
START_SECONDS = 60
STOP_SECONDS = 20
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


class KafkaFailure(RuntimeError):  # noqa: N818
    """The broker, or a program it needs, did not do what was asked; carries what it said."""


class LocalKafka:
    """One broker over one directory, formatted at the first start; its records are kept."""

    def __init__(self, directory: Path = DEFAULT_DIRECTORY, port: int | None = None) -> None:
        self.directory = directory.resolve()
        self.port = port or free_port()
        self.log = self.directory / "server.log"
        self._data = self.directory / "data"
        self._pid_file = self.directory / "server.pid"
        self._properties = self.directory / "server.properties"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap(self) -> str:
        """The address for clients."""
        return f"{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Start the broker and return once clients are served.

        A broker that an ended process left running on this directory is ended first.
        """
        self.directory.mkdir(parents=True, exist_ok=True)
        self._end_forerunner()
        self._configure()
        if not (self._data / "meta.properties").exists():
            self._format()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                _java("kafka.Kafka", str(self._properties)),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._pid_file.write_text(str(self._process.pid))
        self._wait_until_it_serves(self._process)

    def stop(self) -> None:
        """Stop the broker in order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the broker at once, as a crash would."""
        self._end(signal.SIGKILL)

    def _configure(self) -> None:
        self._properties.write_text(
            PROPERTIES.format(
                host=LOOPBACK, port=self.port, controller_port=free_port(), data=self._data
            )
        )

    def _format(self) -> None:
        identity = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        arguments = ("format", f"--cluster-id={identity}", "--config", str(self._properties))
        _run(_java("kafka.tools.StorageTool", *arguments))

    def _wait_until_it_serves(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not _serves(self.port):
            if process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise KafkaFailure(f"the broker did not start: {self.log.read_text()[-2000:]}")
            time.sleep(0.1)

    def _end(self, by: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(by)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        self._pid_file.unlink(missing_ok=True)

    def _end_forerunner(self) -> None:
        """Where the system has no /proc, a forerunner makes the start fail, with a plain log."""
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            pid = int(self._pid_file.read_text())
            if str(self._properties).encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)
                _wait_for_end(pid)


def kafka_lacks() -> str | None:
    """What this machine lacks to run Kafka, or None where it lacks nothing."""
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    return None


def _java(main: str, *arguments: str) -> list[str]:
    return ["java", *JAVA_OPTIONS, "-cp", f"{_jars()}/*", main, *arguments]


def _jars() -> Path:
    """The folder of the jars that the POM names, filled by Maven once for each state of the POM."""
    folder = POM.parent / "target" / sha256(POM.read_bytes()).hexdigest()[:12]
    if not folder.exists():
        filling = folder.with_name(f"{folder.name}.{os.getpid()}")
        maven = ("mvn", "--quiet", "--batch-mode", "--strict-checksums", "--file", str(POM))
        _run([*maven, "dependency:copy-dependencies", f"-DoutputDirectory={filling}"])
        with contextlib.suppress(OSError):  # another process was quicker
            filling.rename(folder)
    return folder


def _run(command: list[str]) -> None:
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if result.returncode != 0:
        raise KafkaFailure(f"{result.stdout}{result.stderr}".strip())


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


def _wait_for_end(pid: int) -> None:
    while Path(f"/proc/{pid}/cmdline").read_bytes():
        time.sleep(0.05)
