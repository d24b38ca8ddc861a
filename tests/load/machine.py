"""What the platform's processes use: memory and processor time, by process."""

from collections.abc import Iterator
from contextlib import suppress

import psutil

_SERVICE, _OTHERS = "services.", {"deploy.local.issuer": "issuer", "kafka.Kafka": "kafka"}


class Machine:
    """The processes of one stack, whose PostgreSQL listens on that port."""

    def __init__(self, postgres_port: int) -> None:
        self._port = str(postgres_port)

    def processor_seconds(self) -> dict[str, float]:
        """Used since each began; this process is the callers."""
        found = {"callers": sum(psutil.Process().cpu_times()[:2])}
        for process, name in self._processes():
            with suppress(psutil.NoSuchProcess):  # It has ended meanwhile.
                found[name] = found.get(name, 0.0) + sum(process.cpu_times()[:2])
        return found

    def megabytes(self) -> dict[str, float]:
        """What each has to itself, with its share of what several have."""
        found: dict[str, float] = {}
        for process, name in self._processes():
            with suppress(psutil.NoSuchProcess):
                found[name] = found.get(name, 0.0) + process.memory_full_info().pss / 2**20
        return found

    def _processes(self) -> Iterator[tuple[psutil.Process, str]]:
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if name := _name_of(process.cmdline()):
                    yield process, name
        for process in psutil.process_iter(["name", "cmdline"]):
            if process.info["name"] == "postgres" and self._port in (process.info["cmdline"] or []):
                yield process, "postgres"
                yield from ((child, "postgres") for child in process.children(recursive=True))


def _name_of(words: list[str]) -> str | None:
    """The service, or what else of ours it is."""
    for word in words:
        if word.startswith(_SERVICE):
            return word.removeprefix(_SERVICE)
        if word in _OTHERS:
            return _OTHERS[word]
    return None
