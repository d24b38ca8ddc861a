"""Relays that are killed or paused at the worst moment: nothing lost, effects once, in order."""

import asyncio
import random
import signal
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from shared.bus.connection import Wake, kernel_connection, stand_by
from shared.bus.subscriptions import Subscriptions
from shared.contracts.topics import PARTITIONS, topic_of
from tests.bus.probe import (
    OFFICER,
    PATIENCE_SECONDS,
    Pair,
    Running,
    by_case,
    create_service,
    disposing,
    keep,
    noted,
    relay_backend,
    until,
    write_early,
)
from tests.bus.relays import IDLE_SECONDS, relay

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


@pytest.mark.parametrize("transport", ["kafka"], indirect=True)
async def test_a_relay_that_wakes_up_over_what_was_sent_meanwhile_only_sends_it_again(pair):
    """It has read the outbox, is paused, and loses its session; another sends all and more."""
    case = uuid.uuid4()
    await pair.tell(*((case, number) for number in range(5)))
    async with kernel_connection(pair.publisher.url, pair.publisher.name) as connection:
        stale = Paused(connection)
        async with pair.transport.sender(pair.publisher.name) as sender:
            sending = asyncio.create_task(sender.send_pending(stale))
            await stale.has_read.wait()
            connection.terminate()
            async with pair.publishing() as works, pair.receiving():
                await pair.publish(works.database, (case, 5))
                await pair.has_kept(6)
                stale.resumed.set()
                with pytest.raises(asyncpg.InterfaceError):
                    await sending
                await pair.publish(works.database, (case, 6))  # behind what was sent again
                await pair.has_kept(7)
    assert await pair.subscriber.entries() == [(case, number) for number in range(7)]
    assert await records_of(pair) == [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 6]


class Paused:
    """A relay's connection, on which it is paused right after it has read the outbox."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self.has_read = asyncio.Event()
        self.resumed = asyncio.Event()

    async def fetch(self, *query: object) -> list[asyncpg.Record]:
        rows = await self._connection.fetch(*query)
        self.has_read.set()
        await self.resumed.wait()
        return rows

    async def execute(self, *query: object) -> str:
        return await self._connection.execute(*query)


async def records_of(pair: Pair) -> list[int]:
    """The numbers of all records in the publisher's topic, which are about one case."""
    topic = topic_of(pair.publisher.name)
    found: list[int] = []
    async with AIOKafkaConsumer(
        bootstrap_servers=pair.transport._broker.bootstrap, auto_offset_reset="earliest"
    ) as consumer:
        places = [TopicPartition(topic, number) for number in range(PARTITIONS)]
        consumer.assign(places)
        await consumer.seek_to_beginning(*places)
        ends = await consumer.end_offsets(places)
        while len(found) < sum(ends.values()):
            for records in (await consumer.getmany(timeout_ms=500)).values():
                found += [pair.contract.model_validate_json(r.value).number for r in records]
    return found


@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_a_session_is_ended_also_where_its_process_no_longer_reads(pair):
    """A paused relay may hold its lock with half an answer unread: that is not an idle session."""
    async with (
        kernel_connection(pair.publisher.url, pair.publisher.name, IDLE_SECONDS) as paused,
        kernel_connection(pair.publisher.url, pair.publisher.name) as other,
    ):
        await stand_by(paused, "a role", Wake(), dont)
        large = await paused.prepare("SELECT repeat('x', 100000000)")
        paused._transport.pause_reading()
        unread = asyncio.create_task(large.fetch())
        async with asyncio.timeout(PATIENCE_SECONDS):
            await stand_by(other, "a role", Wake(), dont)
        unread.cancel()
        await asyncio.gather(unread, return_exceptions=True)


async def dont() -> None:
    pass


WAITING = "pg_locks WHERE locktype = 'advisory' AND NOT granted"


@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_for_one_case_the_order_of_the_outbox_is_the_order_of_commit(pair):
    """The later of two overlapping commands takes its number once the earlier has committed."""
    case = uuid.uuid4()
    async with disposing(pair.publisher.database()) as database:
        async with database.unit_of_work(OFFICER, action="note", cause=uuid.uuid4()) as earlier:
            earlier.publish(pair.event(case, 1))
            await write_early(earlier)
            later = asyncio.create_task(pair.publish(database, (case, 2)))
            await pair.publish(database, (uuid.uuid4(), 3))  # another case need not wait
            await until(lambda: pair.publisher.count(WAITING), "the later command to wait")
        await later
    rows = await pair.publisher.rows("SELECT data FROM outbox ORDER BY seq")
    numbers = [pair.contract.model_validate_json(row["data"]).number for row in rows]
    assert numbers in ([1, 3, 2], [3, 1, 2])


class Uncommitted(Paused):
    """Paused after the log has been written to, before that is committed."""

    def transaction(self) -> object:
        return self._connection.transaction()


@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_no_reader_passes_by_what_another_publisher_has_yet_to_commit(pair):
    """Positions of the log are given out before the commit: they may not be read before either."""
    slow, quick = pair, await another_publisher(pair)
    handlers = Subscriptions()
    for contract in (slow.contract, quick.contract):
        handlers.add(contract, keep)
    cases = (uuid.uuid4(), uuid.uuid4())
    await slow.tell((cases[0], 1))
    await quick.tell((cases[1], 2))
    async with (
        kernel_connection(slow.publisher.url, slow.publisher.name) as connection,
        pair.transport.sender(slow.publisher.name) as sender,
        Running(pair.subscriber, handlers, pair.transport),
    ):
        paused = Uncommitted(connection)
        sending = asyncio.create_task(sender.send_pending(paused))
        await paused.has_read.wait()
        async with quick.publishing():
            await asyncio.sleep(2)  # enough for what must not happen
            paused.resumed.set()
            await sending
            await pair.has_kept(2)
    assert {case for case, _ in await pair.subscriber.entries()} == set(cases)


async def another_publisher(pair: Pair) -> Pair:
    publisher = await create_service(pair.publisher.superuser_url, "care")
    return replace(pair, publisher=publisher, contract=noted(publisher.name))


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
            async with database.unit_of_work(OFFICER, action="note", cause=uuid.uuid4()) as uow:
                for case in cases:
                    uow.publish(self._pair.event(case, 0))
                await write_early(uow)
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
    inbox = await pair.subscriber.rows(
        "SELECT case_id, event_id AS id, source FROM inbox ORDER BY seq"
    )
    arrived = ids(inbox)
    causes = ids([dict(row) | {"id": uuid.uuid5(row["id"], row["source"])} for row in inbox])
    handled = ids(
        await pair.subscriber.rows("SELECT case_id, event_id AS id FROM entries ORDER BY position")
    )
    assert sum(map(len, published.values())) == CASES * EVENTS
    assert arrived == published
    assert handled == causes
