"""`python -m bench.load`: a load generator in a process of its own, over kept-alive connections.

A plan comes as JSON on standard input, what was achieved goes as JSON to standard output.
"""

import asyncio
import json
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from statistics import quantiles
from typing import Self

import uvloop

from deploy.local.ports import LOOPBACK

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plan:
    """POST the body for so many seconds, as fast as the connections allow or so often a second."""

    port: int
    path: str
    headers: Sequence[Mapping[str, str]]
    """Of each caller: connection by connection they take turns."""
    body: str
    seconds: float
    connections: int = 16
    rate: float | None = None

    def due(self, began: float) -> Iterator[float]:
        """When each request may go out, until the time is up."""
        for number in count():
            due = time.monotonic() if self.rate is None else began + number / self.rate
            if due >= began + self.seconds:
                return
            yield due

    def head(self, connection: int) -> bytes:
        """A connection's request up to the idempotency key, which is new in each."""
        caller = self.headers[connection % len(self.headers)]
        lines = [f"POST {self.path} HTTP/1.1", f"host: {LOOPBACK}:{self.port}"]
        lines += [f"{name}: {value}" for name, value in caller.items()]
        lines += ["content-type: application/json", f"content-length: {len(self.body)}"]
        return "\r\n".join([*lines, "idempotency-key: "]).encode()


@dataclass(frozen=True, slots=True)
class Achieved:
    """Requests answered 201, a second; the seconds that half and 99 of 100 took at most."""

    requests: int
    rate: float
    p50: float
    p99: float
    refused: int

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """Run the plan in another process."""
        run = subprocess.run(
            [sys.executable, "-m", "bench.load"],
            input=json.dumps(asdict(plan)),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return cls(**json.loads(run.stdout))


async def load(plan: Plan) -> Achieved:
    """Follow the plan."""
    began = time.monotonic()
    due = plan.due(began)
    took: list[float] = []
    statuses: list[int] = []
    await asyncio.gather(
        *(_connection(plan, n, due, took, statuses) for n in range(plan.connections))
    )
    lasted = time.monotonic() - began
    cuts = quantiles(took, n=100)
    created = statuses.count(201)
    return Achieved(created, created / lasted, cuts[49], cuts[98], len(statuses) - created)


async def _connection(
    plan: Plan, number: int, due: Iterator[float], took: list[float], statuses: list[int]
) -> None:
    reader, writer = await asyncio.open_connection(LOOPBACK, plan.port)
    head, body = plan.head(number), b"\r\n\r\n" + plan.body.encode()
    for at in due:
        ahead = at - time.monotonic()
        if ahead > 0:
            await asyncio.sleep(ahead)
        began = time.monotonic()
        writer.write(head + uuid.uuid4().hex.encode() + body)
        statuses.append(await _status(reader))
        took.append(time.monotonic() - began)
    writer.close()


async def _status(reader: asyncio.StreamReader) -> int:
    """Read one response whole; its status."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    if length is None:
        raise ValueError("a response without a length")
    await reader.readexactly(int(length[1]))
    return int(head[9:12])


if __name__ == "__main__":
    print(json.dumps(asdict(uvloop.run(load(Plan(**json.load(sys.stdin)))))))
