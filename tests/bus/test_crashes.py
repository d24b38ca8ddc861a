"""Relays that are killed or paused at the worst moment: nothing lost, effects once, in order."""

import asyncio
import random
import signal
import uuid
from collections.abc import Callable
from contextlib import ExitStack

import asyncpg
import pytest

from tests.bus.probe import (
    OFFICER,
    Pair,
    by_case,
    disposing,
    relay_backend,
    until,
)
from tests.bus.relays import relay

CASES = 200
EVENTS = 50
PER_TRANSACTION = 5
WRITERS = 8


@pytest.fixture
def bus(pair: Pair, request) -> str:
    """How a relay's process is told of the transport."""
    if pair.transport.system == "kafka":
        return request.getfixturevalue("kafka").bootstrap
    return "postgres"


@pytest.mark.parametrize("dies", ["before-send", "before-mark"])
async def test_a_relay_that_dies_between_two_steps_loses_and_doubles_nothing(pair, bus, dies):
    cases = [uuid.uuid4() for _ in range(3)]
    told = [(case, number) for number in range(4) for case in cases]
    await pair.tell(*told)
    with relay(pair, bus, dies) as dying:
        assert await asyncio.to_thread(dying.wait) == -signal.SIGKILL
    assert await pair.publisher.count("outbox WHERE sent_at IS NULL") == len(told)
    async with pair.publishing() as works, pair.receiving():
        for case in cases:
            await pair.publish(works.database, (case, 4))
        await pair.has_kept(len(told) + len(cases))
    assert by_case(await pair.subscriber.entries()) == {case: [0, 1, 2, 3, 4] for case in cases}


class Writing:
    """Concurrent transactions that overlap in time and in cases, a quarter of them at a time."""

    def __init__(self, pair: Pair, seed: int) -> None:
        self._pair = pair
        self._random = random.Random(seed)
        cases = [uuid.UUID(int=self._random.getrandbits(128), version=4) for _ in range(CASES)]
        self.transactions = [
            group
            for _ in range(EVENTS)
            for group in self._groups(self._random.sample(cases, CASES))
        ]
        self._left = iter(self.transactions)

    def _groups(self, cases: list[uuid.UUID]) -> list[list[uuid.UUID]]:
        return [cases[at : at + PER_TRANSACTION] for at in range(0, CASES, PER_TRANSACTION)]

    async def quarter(self, midway: Callable[[], object]) -> None:
        """Write a quarter of them; act when half of that is done, while the rest is written."""
        eighth = len(self.transactions) // 8
        await self._write(eighth)
        async with asyncio.TaskGroup() as rest:
            rest.create_task(self._write(eighth))
            midway()

    async def _write(self, number: int) -> None:
        share = [next(self._left) for _ in range(number)]
        async with disposing(self._pair.publisher.database(WRITERS)) as database:
            await asyncio.gather(*(self._writer(database, share) for _ in range(WRITERS)))

    async def _writer(self, database, share: list[list[uuid.UUID]]) -> None:
        while share:
            cases = share.pop()
            async with database.unit_of_work(OFFICER, action="note", cause=uuid.uuid4()) as work:
                for case in cases:
                    work.publish(self._pair.event(case, 0))
                await work.flush()
                if self._random.random() < 0.1:  # its numbers are taken, later ones commit first
                    await asyncio.sleep(self._random.random() / 20)


async def taken_over(pair: Pair, since: int | None) -> None:
    """Wait until another backend than that one holds the lock of the active relay."""

    async def other() -> bool:
        return await relay_backend(pair) not in {None, since}

    await until(other, "another relay to take over")


async def connected(pair: Pair, number: int) -> None:
    """Wait until that many relays are connected, the active one among them."""

    async def are() -> bool:
        return number == await pair.publisher.count(
            "pg_stat_activity WHERE application_name = $1", f"dfg-bus-{pair.publisher.name}"
        )

    await until(are, f"{number} relays")


def ids(rows: list[asyncpg.Record]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The ids of each case's events, in the order of the rows."""
    return by_case([(row["case_id"], row["id"]) for row in rows])


async def test_three_relays_one_killed_and_one_paused_deliver_each_case_in_order(pair, bus):
    """First A is active, then B, then C. A wakes up over what the others have sent long since."""
    writing = Writing(pair, seed=3)
    with ExitStack() as relays:
        a = relays.enter_context(relay(pair, bus))
        await taken_over(pair, None)
        first = await relay_backend(pair)
        b = relays.enter_context(relay(pair, bus))
        await connected(pair, 2)
        async with pair.receiving():
            await writing.quarter(lambda: a.send_signal(signal.SIGSTOP))
            await taken_over(pair, first)
            c = relays.enter_context(relay(pair, bus))
            await connected(pair, 2)
            await writing.quarter(b.kill)
            await connected(pair, 1)
            await writing.quarter(lambda: a.send_signal(signal.SIGCONT))
            await connected(pair, 2)
            await writing.quarter(lambda: None)
            await pair.has_kept(CASES * EVENTS, seconds=600)
        assert (a.poll(), c.poll()) == (None, None)
    published = ids(await pair.publisher.rows("SELECT case_id, id FROM outbox ORDER BY seq"))
    arrived = ids(
        await pair.subscriber.rows("SELECT case_id, event_id AS id FROM inbox ORDER BY seq")
    )
    handled = ids(
        await pair.subscriber.rows("SELECT case_id, event_id AS id FROM entries ORDER BY position")
    )
    assert sum(map(len, published.values())) == CASES * EVENTS
    assert arrived == published
    assert handled == published
