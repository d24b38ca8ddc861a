"""`python -m tests.fuzz.bus`: logs full of chance, read over both transports.

Rows of `bus.log` hold whatever its columns can; Kafka's records whatever bytes there are, in headers,
key and body, and any time. A round is so many of them, with a good event at the end: its reader has
to get there, nothing of it may be in trouble, and no service of the round may have acted on what is
no event. Each round has its own seed.
"""

import argparse
import asyncio
import csv
import datetime as dt
import random
import sys
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from aiokafka import AIOKafkaProducer

from deploy.local.kafka import LocalKafka
from deploy.local.postgres import LocalPostgres
from shared.bus.broker import Broker
from shared.bus.kafka import KafkaTransport
from shared.bus.postgres import PostgresTransport
from shared.bus.transport import Transport
from shared.contracts.topics import topic_of
from tests.bus.probe import Pair, create_bus, create_service, noted, until
from tests.bus.test_unreadable import Record, letters, listening, record, write_to_postgres

RESULTS = Path(__file__).with_suffix(".csv")
RECORDS = 150
TEXTS = [
    *("", " ", "x" * 300, "£" * 200, "\U0001f3e0", "\u202e", "null", "[]", "{}", "-1", "1e400"),
    *("0" * 32, "2026-02-30", "9999-12-31T23:59:59Z", "/services/", "\ufffe", "\x1b[2J"),
    str(uuid.UUID(int=0)),
]
TIMES = [
    *("-infinity", "infinity", "4713-01-01 00:00:00+00 BC", "294276-01-01 00:00:00+00"),
    *("0001-01-01 00:00:00+15:59", "9999-12-31 23:59:59.999999-15", "2026-01-31 12:00:00+00"),
]
BODIES = ["", "null", "[]", "{}", '"', "1e999999", "[" * 50_000, '{"a":' * 5_000, "\ud7ff", "NaN"]
NAMES = ["ce_id", "ce_type", "ce_source", "ce_subject", "ce_caseid", "ce_district", "ce_time"]
STAMPS = [0, 1, 2**31, 2**40]
"""Milliseconds of the epoch that a record may bear: a broker refuses those to come."""
LARGEST = 1000 * 1000
"""Bytes of a body: below what a broker takes."""
Write = Callable[..., Awaitable[None]]


def by_chance(good: Record, chance: random.Random) -> Record:
    """The good record with one to three things in it changed; of the shapes that a table holds."""
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(["subject", "district", "time", "key", "value", "caseid", "type"])
        if name == "time":
            good = good.but(time=chance.choice(TIMES).encode())
        elif name == "caseid":
            good = good.without("ce_caseid")
        elif name == "key":
            good = replace(good, key=chance.choice(TEXTS).encode())
        elif name == "value":
            good = replace(good, value=chance.choice(BODIES).encode())
        else:
            good = good.but(**{name: chance.choice(TEXTS).encode()})
    return good


def any_bytes(good: Record, chance: random.Random) -> Record:
    """The good record with one to three things in it changed; of whatever a topic holds."""
    for _ in range(chance.randint(1, 3)):
        place = chance.choice([*NAMES, "traceparent", "key", "value", "other", "none"])
        told = _bytes(chance)
        if place == "key":
            good = replace(good, key=told)
        elif place == "value":
            longer = (told or b"") * chance.choice([1, 1, 999])
            good = replace(good, value=longer[:LARGEST] if told is not None else None)
        elif place == "none":
            good = good.without(chance.choice(NAMES))
        else:
            name = chance.choice(TEXTS) if place == "other" else place
            good = replace(good, headers=good.headers | {name: told})
    return good


def _bytes(chance: random.Random) -> bytes | None:
    kind = chance.choice(["nothing", "text", "body", "random", "random", "NUL"])
    if kind == "nothing":
        return None
    if kind == "random":
        return chance.randbytes(chance.choice([0, 1, 16, 300]))
    if kind == "NUL":
        return b"a\0b"
    return chance.choice(TEXTS if kind == "text" else BODIES).encode()


async def write_any_bytes(
    pair: Pair, bootstrap: str, chance: random.Random, *records: Record
) -> None:
    """Write to one partition in this order, some with headers that stand twice and times of chance.

    aiokafka sends nothing without both key and value: then there is an empty key.
    """
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        for each in records:
            headers = list(each.headers.items())
            if chance.random() < 0.1:
                headers += chance.choices(headers or [("x", b"")], k=2)
            stamp = chance.choice(STAMPS) if chance.random() < 0.3 else None
            await producer.send_and_wait(
                topic_of(pair.publisher.name),
                each.value,
                key=b"" if each.key is None and each.value is None else each.key,
                headers=headers,
                partition=0,
                timestamp_ms=stamp,
            )


@dataclass(frozen=True)
class Round:
    """What came of one log."""

    records: int
    letters: int
    troubles: dict[str, str]


async def fuzzed(
    pair: Pair,
    write: Write,
    change: Callable[[Record, random.Random], Record],
    chance: random.Random,
    records: int = RECORDS,
) -> Round:
    """Write so many records by chance and a good one; what stands once that was acted on."""
    case = uuid.uuid4()
    rubbish = [change(record(pair, uuid.uuid4()), chance) for _ in range(records)]
    async with listening(pair) as ledger:
        await write(*rubbish, record(pair, case))
        await until(lambda: pair.subscriber.count("entries WHERE case_id = $1", case), "the last")
        return Round(records, len(await letters(pair)), dict(ledger.bus.troubles))


async def one_round(database_url: str, bootstrap: str, seed: int) -> Round:
    """A log of that seed: over Kafka where there is a broker, else over PostgreSQL."""
    chance = random.Random(seed)
    publisher = await create_service(database_url, "works")
    subscriber = await create_service(database_url, "ledger")
    transport: Transport = KafkaTransport(Broker(bootstrap)) if bootstrap else PostgresTransport()
    pair = Pair(publisher, subscriber, transport, noted(publisher.name))

    async def write(*records: Record) -> None:
        if bootstrap:
            await write_any_bytes(pair, bootstrap, chance, *records)
        else:
            await write_to_postgres(pair, *records)

    return await fuzzed(pair, write, any_bytes if bootstrap else by_chance, chance)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.bus", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each transport")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true", help=f"add rows to {RESULTS.name}")
    asked = parser.parse_args()
    faults = 0
    with _servers() as (database_url, broker):
        for name, bootstrap in (("postgres", ""), ("kafka", broker)):
            found = _rounds(database_url, bootstrap, asked.seconds, asked.seed)
            troubled = sum(bool(each.troubles) for each in found)
            faults += troubled
            records, dead = (sum(getattr(r, n) for r in found) for n in ("records", "letters"))
            print(f"{name}: {records:,} records, {dead:,} dead letters, {len(found)} rounds")
            if asked.record:
                _record([name, asked.seconds, asked.seed, records, dead, troubled])
    print(f"{faults} rounds in trouble")
    return int(bool(faults))


def _rounds(database_url: str, bootstrap: str, seconds: int, seed: int) -> list[Round]:
    """One round after the other; stops with the seed of one whose reader does not get through."""
    found, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            found.append(asyncio.run(one_round(database_url, bootstrap, seed)))
        except Exception:
            print(f"the round of seed {seed} did not get through")
            raise
        if found[-1].troubles:
            print(f"seed {seed}: {found[-1].troubles}", flush=True)
        seed += 1
    return found


@contextmanager
def _servers() -> Iterator[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        server, broker = (
            LocalPostgres(Path(folder) / "postgres"),
            LocalKafka(Path(folder) / "kafka"),
        )
        server.start()
        try:
            broker.start()
            yield create_bus(server.superuser_url), broker.bootstrap
        finally:
            broker.kill()
            server.stop("immediate")


def _record(told: list[object]) -> None:
    with RESULTS.open("a", newline="", encoding="utf-8") as file:
        csv.writer(file).writerow([dt.datetime.now(dt.UTC).date(), *told])


if __name__ == "__main__":
    sys.exit(main())
