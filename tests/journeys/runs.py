"""Running a journey inside a test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from zlib import crc32

from deploy.local.journey.case_file import CaseFile, Json
from deploy.local.journey.check import disagreements, figures
from deploy.local.journey.client import Client
from deploy.local.journey.journey import OFFICER, Journey
from deploy.local.stack import Stack
from tests.needs import require_java

CASES = Path(__file__).parent


@contextmanager
def running(
    directory: Path, bus: Literal["postgres", "kafka"], otlp_endpoint: str = ""
) -> Iterator[Stack]:
    """The whole platform; over Kafka where there is one, else the test is left out or fails."""
    if bus == "kafka":
        require_java()
    stack = Stack(directory, bus, first_port=None, otlp_endpoint=otlp_endpoint)
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


@contextmanager
def carried(
    stack: Stack, name: str, run: str, before_call: Callable[[str], None] = lambda _: None
) -> Iterator[tuple[Journey, Client]]:
    """A case file carried to its closure; `run` makes its idempotency keys, and so its ids."""
    file = CaseFile.read(CASES / f"{name}.json")
    with Client(stack.address, stack.issuer.mint, run) as client:
        client.before_call = before_call
        journey = Journey(file, client, uprn=f"{crc32(run.encode()):011d}")
        for _ in journey.steps():
            pass
        yield journey, client


def timeline(client: Client, case_id: str, until: str = "grants.closed") -> list[Json]:
    """What the forum knows of the case, once it knows of that event."""
    found = client.wait(
        until,
        OFFICER,
        "forum",
        f"/v1/timelines/{case_id}",
        lambda t: any(e["type"] == until for e in t["items"]),
    )
    items: list[Json] = found["items"]
    return items


def assert_as_expected(name: str, journey: Journey, client: Client) -> None:
    """Every figure to the penny, and every service of one mind."""
    file = CaseFile.read(CASES / f"{name}.json")
    assert [f for f in figures(file, journey.determination) if f[1] != f[2]] == []
    assert list(disagreements(client, journey.case_id, timeline(client, journey.case_id))) == []
