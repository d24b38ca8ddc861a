"""`make faults`: journeys with services killed and PostgreSQL stopped at once, and what is left.

Each seed chooses points of the journey and what is done there. Afterwards the state of every
service and the multiset of events must equal those of a journey that nothing interrupted.
"""

import argparse
import asyncio
import csv
import datetime as dt
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Self

import asyncpg
import orjson
from rich.console import Console

from deploy.local.roles import SERVICES, role_url
from deploy.local.stack import Stack
from shared.persistence.kernel import KERNEL_TABLES
from tests.journeys.runs import assert_as_expected, carried, timeline

STEPS = (
    "referral", "triage", "preliminary-tests", "assessment", "home", "estimate", "offer",
    "application", "formal-test", "decision", "contribution", "interim", "interim-approval", "interim-payment",
    "certification", "acceptance", "final", "final-approval", "final-payment", "charge", "closure",
)  # fmt: skip
"""The commands of the first journey."""
PASSING = {
    "at", "changed", "ended_at", "made_at", "occurred_at", "position", "recorded_at", "trace_id",
    "waiting_since", "warned_at", "missed_at",
}  # fmt: skip
"""Columns that tell when or under which trace, and so differ from run to run."""
BY_ARRIVAL = {"grants.entries": {"number"}}
"""Columns that number what other services told: their events come in any order."""
LATEST_MS = 60
"""A fault comes up to so many milliseconds after its command is sent."""
AWAY_SECONDS = 0.3
RESULTS = Path(__file__).with_name("hard_stops.csv")


@dataclass(frozen=True)
class Fault:
    """What is broken, at which command, and how long after it was sent."""

    step: str
    kind: str
    """`postgres`, or the service that is killed, or `all` of them."""
    delay_ms: int


@dataclass
class Outcome:
    """What a journey left behind."""

    state: dict[str, list[str]]
    """Table to its rows, as sorted JSON without what passes."""
    events: Counter[tuple[str, str, str]]
    """How often each type, subject and payload was published."""
    unhandled: int
    faults: list[Fault] = field(default_factory=list)


def plan(seed: int, points: int) -> dict[str, Fault]:
    """The faults of a seed: each at a command of its own."""
    chance = random.Random(seed)
    kinds = (*("postgres",) * 3, *("all",) * 2, *SERVICES)
    return {
        step: Fault(step, chance.choice(kinds), chance.randrange(LATEST_MS))
        for step in chance.sample(STEPS, points)
    }


def outcome(bus: str, faults: dict[str, Fault]) -> Outcome:
    """Carry the first journey through a fresh stack under those faults."""
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder), "kafka" if bus == "kafka" else "postgres", first_port=None)
        try:
            stack.start()
            with (
                Breaker(stack, faults) as breaker,
                carried(stack, "first", "hard-stops", breaker.strike) as (journey, client),
            ):
                breaker.settle()
                assert_as_expected("first", journey, client)
                timeline(client, journey.case_id)
            found = asyncio.run(_left_behind(stack))
            found.faults = list(faults.values())
            return found
        finally:
            stack.stop()


class Breaker:
    """Breaks what the plan says while the command is under way, and starts it again."""

    def __init__(self, stack: Stack, faults: dict[str, Fault]) -> None:
        self._stack = stack
        self._faults = dict(faults)
        self._under_way: threading.Thread | None = None
        self._failure: BaseException | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.settle()

    def strike(self, step: str) -> None:
        """Called before each command is sent."""
        fault = self._faults.pop(step, None)
        if fault is None:
            return
        self.settle()
        self._under_way = threading.Thread(target=self._break, args=(fault,))
        self._under_way.start()

    def settle(self) -> None:
        """Wait until everything runs again."""
        if self._under_way is not None:
            self._under_way.join()
            self._under_way = None
        if self._failure is not None:
            raise self._failure

    def _break(self, fault: Fault) -> None:
        try:
            time.sleep(fault.delay_ms / 1000)
            if fault.kind == "postgres":
                self._stop_postgres()
            else:
                self._kill(SERVICES if fault.kind == "all" else (fault.kind,))
        except BaseException as error:  # noqa: BLE001 - told by whoever waits for the thread
            self._failure = error

    def _stop_postgres(self) -> None:
        assert self._stack.postgres is not None
        self._stack.postgres.stop("immediate")
        time.sleep(AWAY_SECONDS)
        self._stack.postgres.start()

    def _kill(self, names: tuple[str, ...]) -> None:
        for name in names:
            self._stack.kill_service(name)
        time.sleep(AWAY_SECONDS)
        for name in names:
            self._stack.start_service(name)
        for name in names:
            self._stack.wait_until_ready(name)


async def _left_behind(stack: Stack) -> Outcome:
    connection = await asyncpg.connect(role_url(stack.superuser_url, "postgres"))
    try:
        unhandled = await _quiet(connection)
        state = {t: await _rows(connection, t) for t in await _tables(connection)}
        events: Counter[tuple[str, str, str]] = Counter()
        for service in SERVICES:
            rows = await connection.fetch(f"SELECT type, subject, data FROM {service}.outbox")
            events.update((r["type"], r["subject"], r["data"]) for r in rows)
        return Outcome(state, events, unhandled)
    finally:
        await connection.close()


async def _quiet(connection: asyncpg.Connection) -> int:
    """Wait until every event is sent, received and handled; how many are not after all.

    A receiver that lost its database waits up to five seconds before it tries again. What is left for
    a later hour, such as the next morning's post, is not waited for.
    """
    published = " UNION ALL ".join(f"SELECT id, type FROM {s}.outbox" for s in SERVICES)
    unfinished = " + ".join(
        f"(SELECT count(*) FROM {s}.outbox WHERE sent_at IS NULL)"
        f" + (SELECT count(*) FROM {s}.inbox WHERE handled_at IS NULL AND due_at <= now())"
        f" + (SELECT count(*) FROM ({published}) AS event WHERE type IN ({_known(s)})"
        f"    AND id NOT IN (SELECT event_id FROM {s}.inbox))"
        for s in SERVICES
    )
    left = 0
    for _ in range(300):
        left = await connection.fetchval(f"SELECT {unfinished}")
        if not left:
            break
        await asyncio.sleep(0.1)
    return left


def _known(service: str) -> str:
    """The types of event that a service subscribes to, as SQL."""
    subscriptions = import_module(f"services.{service}.app").SERVICE.subscriptions
    return ", ".join(f"'{name}'" for name in subscriptions.contracts) or "NULL"


async def _tables(connection: asyncpg.Connection) -> list[str]:
    rows = await connection.fetch(
        "SELECT schemaname || '.' || tablename AS name FROM pg_tables"
        " WHERE schemaname = ANY($1) AND tablename <> ALL($2) ORDER BY 1",
        list(SERVICES),
        [*KERNEL_TABLES, "alembic_version"],
    )
    return [row["name"] for row in rows]


async def _rows(connection: asyncpg.Connection, table: str) -> list[str]:
    rows = await connection.fetch(f"SELECT to_jsonb(t) AS row FROM {table} AS t")
    passing = PASSING | BY_ARRIVAL.get(table, set())
    return sorted(orjson.dumps(_without(passing, orjson.loads(r["row"]))).decode() for r in rows)


def _without(passing: set[str], row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sorted(row.items()) if name not in passing}


def differences(calm: Outcome, broken: Outcome) -> Iterator[str]:
    """What an interrupted journey left otherwise than one that nothing interrupted."""
    if broken.unhandled:
        yield f"{broken.unhandled} events are not sent or not handled"
    for event in (broken.events - calm.events).elements():
        yield f"published too often: {event[0]} {event[1]}"
    for event in (calm.events - broken.events).elements():
        yield f"not published: {event[0]} {event[1]}"
    for table, rows in calm.state.items():
        if broken.state[table] != rows:
            yield f"{table} differs"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--points", type=int, default=5, help="faults a journey")
    parser.add_argument("--bus", choices=["postgres", "kafka"], nargs="+", default=["postgres"])
    options = parser.parse_args()
    console = Console()
    failed = 0
    for bus in options.bus:
        calm = outcome(bus, {})
        console.print(f"{bus}: an uninterrupted journey published {calm.events.total()} events")
        for seed in range(1, options.seeds + 1):
            began = time.monotonic()
            broken = outcome(bus, plan(seed, options.points))
            wrong = list(differences(calm, broken))
            failed += bool(wrong)
            _record(bus, seed, broken.faults, wrong)
            told = ", ".join(f"{f.step}: {f.kind} +{f.delay_ms} ms" for f in broken.faults)
            verdict = "[green]equal[/green]" if not wrong else f"[red]{wrong}[/red]"
            console.print(f"seed {seed} ({time.monotonic() - began:.0f} s): {told}: {verdict}")
    return 1 if failed else 0


def _record(bus: str, seed: int, faults: list[Fault], wrong: list[str]) -> None:
    new = not RESULTS.exists()
    with RESULTS.open("a", newline="") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(("date", "bus", "seed", "step", "broken", "delay_ms", "result"))
        today = dt.datetime.now(dt.UTC).date()
        for f in faults:
            result = "; ".join(wrong) or "equal"
            writer.writerow((today, bus, seed, f.step, f.kind, f.delay_ms, result))


if __name__ == "__main__":
    sys.exit(main())
