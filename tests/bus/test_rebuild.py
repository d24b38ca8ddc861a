"""A projection can be built again from the history of events, and is then what it was."""

import asyncio
import subprocess
import uuid
from contextlib import AbstractContextManager
from pathlib import Path

import asyncpg
import pytest

from shared.bus.rebuild import NotAProjection, rebuild
from tests.bus.probe import ENTRIES, Pair, by_case, until
from tests.bus.test_dead_letters import BRIEF, Poison, dead
from tests.platform.processes import python


async def projection(pair: Pair) -> list[tuple]:
    """All of it but the position in the feed, which tells the order of arrival."""
    rows = await pair.subscriber.rows(
        f"SELECT event_id, case_id, district, number FROM {ENTRIES} ORDER BY case_id, number"
    )
    return [tuple(row) for row in rows]


async def start_again(pair: Pair) -> None:
    await rebuild(pair.subscriber.name, [ENTRIES], pair.subscriber.url)


async def test_a_rebuilt_projection_equals_the_original(pair: Pair):
    told = [(uuid.uuid4(), number) for _ in range(20) for number in range(3)]
    async with pair.publishing(), pair.receiving():
        await pair.tell(*told)
        await pair.has_kept(len(told))
    original = await projection(pair)
    await start_again(pair)
    assert await projection(pair) == []
    async with pair.receiving():
        await pair.has_kept(len(told))
    assert await projection(pair) == original


async def test_a_projection_is_rebuilt_while_the_service_runs(pair: Pair):
    cases = [uuid.uuid4() for _ in range(10)]
    told = [(case, number) for number in range(30) for case in cases]
    async with pair.publishing() as works, pair.receiving():
        for count, each in enumerate(told):
            await pair.publish(works.database, each)
            if count in (100, 200):
                await start_again(pair)
        await pair.has_kept(len(told))
        await until(lambda: nothing_waits(pair), "everything to be handled")
    assert by_case(await pair.subscriber.entries()) == by_case(told)
    assert await pair.subscriber.count("inbox WHERE attempts > 0") == 0


@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_a_rebuild_is_gone_on_with_whatever_ends_its_process(pair: Pair):
    """Its cursor is the reader's, and what was applied is in the inbox."""
    told = [(uuid.uuid4(), number) for _ in range(20) for number in range(3)]
    async with pair.publishing(), pair.receiving():
        await pair.tell(*told)
        await pair.has_kept(len(told))
    original = await projection(pair)
    await start_again(pair)
    with subscriber(pair, seconds=0.05) as killed:
        await pair.has_kept(5)
        killed.kill()
        killed.wait()
    assert 5 <= len(await projection(pair)) < len(told)
    async with pair.receiving():
        await pair.has_kept(len(told))
    assert await projection(pair) == original


def subscriber(pair: Pair, seconds: float) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """The subscriber in a process of its own, so slow with each event."""
    script, service = Path(__file__).with_name("subscriber_process.py"), pair.subscriber
    return python(script, service.name, service.url, pair.publisher.name, seconds)


async def test_what_was_discarded_stays_so_when_the_projection_is_rebuilt(pair: Pair):
    case = uuid.uuid4()
    async with pair.publishing(), pair.receiving(Poison(case).handle, BRIEF):
        await pair.tell((case, 0), (case, 1))
        letters = await dead(pair)
        [letter] = await letters.waiting()
        await letters.discard(letter.event_id)
        await pair.has_kept(1)
        original = await projection(pair)
        await start_again(pair)
        await pair.has_kept(1)
        assert await projection(pair) == original
        assert await letters.waiting() == []


@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_a_rebuild_waits_for_those_who_store_and_handle_just_now(pair: Pair):
    """What they commit is forgotten with the rest and read again, not forgotten by halves."""
    connection = await asyncpg.connect(pair.subscriber.superuser_url)
    storing = connection.transaction()
    await storing.start()
    await connection.execute(
        f"INSERT INTO {pair.subscriber.name}.inbox (event_id, subscriber) VALUES ($1, '')",
        uuid.uuid4(),
    )
    rebuilding = asyncio.create_task(start_again(pair))
    await until(lambda: pair.subscriber.count("pg_locks WHERE NOT granted"), "the rebuild to wait")
    await storing.commit()
    await rebuilding
    await connection.close()
    assert await pair.subscriber.count("inbox") == 0


async def test_a_service_that_publishes_is_not_rebuilt():
    with pytest.raises(NotAProjection, match="grants acts on events"):
        await rebuild("grants", (), "postgresql://nowhere")


async def nothing_waits(pair: Pair) -> bool:
    return await pair.subscriber.count("inbox WHERE handled_at IS NULL") == 0
