"""`python -m tests.load.attacker`: one process that does all it can to keep a service from the others.

What it attacks comes as JSON on standard input; how much it sent, and what it was answered, goes as
JSON to standard output.
"""

import asyncio
import itertools
import json
import random
import socket
import sys
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import httpx
import uvloop

AT_ONCE = 32
"""Requests under way: more than a service serves one caller, so that some wait and some are refused."""
SLOW = 100
"""Connections whose headers never end."""
BODY = 1024 * 1024 - 1024
"""Bytes: the most that a service takes in, but a few."""
FILE = 4 * 1024 * 1024
"""Bytes of an upload: many of them hurt more than one of forty megabytes."""


@dataclass(frozen=True, slots=True)
class Attack:
    """Where the services are, with which tokens of its own it comes, and for how long."""

    addresses: dict[str, str]
    tokens: dict[str, str]
    """By service."""
    district: str
    seconds: float


async def attack(told: Attack) -> Counter[str]:
    """Everything at once until the time is up; how often each answer came."""
    answers, end = Counter[str](), time.monotonic() + told.seconds
    limits = httpx.Limits(max_connections=AT_ONCE)
    async with httpx.AsyncClient(timeout=30, limits=limits) as client:
        ways = itertools.cycle(_ways(told, client))

        async def go_on() -> None:
            while time.monotonic() < end:
                try:
                    answer = await next(ways)()
                    answers[str(answer.status_code)] += 1
                except httpx.HTTPError as error:
                    answers[type(error).__name__] += 1

        slow = asyncio.create_task(_slowly(told, end))
        await asyncio.gather(*(go_on() for _ in range(AT_ONCE)))
        await slow
    return answers


Way = Callable[[], Coroutine[Any, Any, httpx.Response]]


def _ways(told: Attack, client: httpx.AsyncClient) -> list[Way]:
    """The largest bodies, tokens that do not hold, the longest lists, uploads."""
    chance = random.Random()

    def call(method: str, service: str, path: str, **sent: Any) -> Way:
        headers = {"authorization": f"Bearer {told.tokens[service]}"} | sent.pop("headers", {})
        address = told.addresses[service] + path
        return lambda: client.request(method, address, headers=headers, **sent)

    json_body = {"headers": {"content-type": "application/json"}}
    deep = b"[" * BODY
    wide = json.dumps({"person": {f"name {n}": n for n in range(BODY // 20)}}).encode()[:BODY]
    long = json.dumps({"district": told.district, "notes": "x" * (BODY - 100)}).encode()

    def upload() -> Coroutine[Any, Any, httpx.Response]:
        asked = f"?district={told.district}&provider_id=attacker-{uuid.uuid4().hex[:6]}"
        return call("POST", "register", f"/v1/loads{asked}", content=_file())()

    def bad_token() -> Coroutine[Any, Any, httpx.Response]:
        service = chance.choice(list(told.addresses))
        whole = told.tokens[service]
        wrong = chance.choice(
            [whole[:-4] + "AAAA", "x" * 8000, "x", f"{uuid.uuid4()}.{uuid.uuid4()}.x", whole[::-1]]
        )
        headers = {"authorization": f"Bearer {wrong}"}
        return call("GET", service, "/v1/vocabularies", headers=headers)()

    return [
        *(call("POST", "referral", "/v1/referrals", content=b, **json_body) for b in (deep, wide)),
        call("POST", "referral", "/v1/referrals", content=long, **json_body),
        *(bad_token for _ in range(8)),
        *(call("GET", "referral", "/v1/referrals?limit=100") for _ in range(8)),
        *(call("GET", "register", "/v1/homes?limit=100") for _ in range(4)),
        call("POST", "referral", "/v1/referrals/search", json={"text": "a b c d e f g"}),
        upload,
    ]


async def _file() -> AsyncIterator[bytes]:
    """Rows without end in sight, each of another home."""
    yield b"UPRN,Bedrooms,Front door width\n"
    for first in range(0, FILE // 25, 1000):
        rows = (f"{100_900_000_000 + first + n},2,850" for n in range(1000))
        yield ("\n".join(rows) + "\n").encode()


async def _slowly(told: Attack, end: float) -> None:
    """Hold connections whose headers come a byte at a time."""
    host, _, port = told.addresses["referral"].removeprefix("http://").partition(":")
    held = []
    for _ in range(SLOW):
        try:
            _, writer = await asyncio.open_connection(host, int(port), family=socket.AF_INET)
        except OSError:
            continue
        writer.write(b"GET /v1/referrals HTTP/1.1\r\nhost: slow\r\nx-slow: ")
        held.append(writer)
    while time.monotonic() < end:
        for writer in held:
            writer.write(b"x")
        await asyncio.sleep(1)
    for writer in held:
        writer.close()


if __name__ == "__main__":
    told = Attack(**json.load(sys.stdin))
    began = time.process_time()
    answers = uvloop.run(attack(told))
    used = (time.process_time() - began) / told.seconds
    print(json.dumps({"answers": answers, "processor": used}))
