"""One promise over both transports: every event once, and for each case in order."""

import asyncio
import uuid
from contextlib import AsyncExitStack

import asyncpg
import pytest

from shared.bus.relay import outbox_channel
from shared.bus.subscriptions import ClaimedTwice, Subscriptions
from shared.persistence.closing import MAX_BYTES, EventTooLarge
from tests.bus.probe import (
    DISTRICT,
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


async def test_what_is_committed_arrives_once_and_in_order(pair: Pair):
    cases = [uuid.uuid4() for _ in range(5)]
    told = [(case, number) for number in range(20) for case in cases]
    async with pair.publishing() as works, pair.receiving():
        for each in told:
            await pair.publish(works.database, each)
        await pair.has_kept(len(told))
    assert by_case(await pair.subscriber.entries()) == by_case(told)


async def test_what_is_rolled_back_is_never_told(pair: Pair):
    case = uuid.uuid4()

    async def fail(database):
        async with database.unit_of_work(OFFICER, action="note", cause=uuid.uuid4()) as uow:
            uow.publish(pair.event(case, 1))
            await write_early(uow)
            raise LookupError

    async with pair.publishing() as works, pair.receiving():
        with pytest.raises(LookupError):
            await fail(works.database)
        await pair.publish(works.database, (case, 2))
        await pair.has_kept(1)
    assert await pair.subscriber.entries() == [(case, 2)]


async def test_an_event_delivered_again_has_one_effect(pair: Pair):
    case = uuid.uuid4()
    async with pair.publishing() as works, pair.receiving():
        await pair.publish(works.database, (case, 1))
        await pair.has_kept(1)
        await pair.publisher.rows("UPDATE outbox SET sent_at = NULL")
        await pair.publish(works.database, (case, 2))  # of the same case, so it comes behind
        await pair.has_kept(2)
    assert await pair.subscriber.entries() == [(case, 1), (case, 2)]


async def test_a_subscriber_that_comes_late_is_told_everything(pair: Pair):
    told = [(uuid.uuid4(), number) for number in range(10)]
    async with pair.publishing():
        await pair.tell(*told)
        await until(lambda: all_sent(pair), "all to be sent")
    async with pair.receiving():
        await pair.has_kept(len(told))
    assert sorted(await pair.subscriber.entries()) == sorted(told)


async def test_a_subscriber_that_was_away_goes_on_where_it_was(pair: Pair):
    case = uuid.uuid4()
    async with pair.publishing() as works:
        for number in range(3):
            async with pair.receiving():
                await pair.publish(works.database, (case, number))
                await pair.has_kept(number + 1)
    assert await pair.subscriber.entries() == [(case, number) for number in range(3)]
    assert await pair.subscriber.count("inbox WHERE attempts > 0") == 0


async def test_a_retry_does_not_let_later_events_of_the_case_pass(pair: Pair):
    case, other = uuid.uuid4(), uuid.uuid4()
    failures = iter([LookupError, LookupError])

    async def stumble(work, event):
        if event.case_id == case and event.number == 1:
            for failure in failures:
                raise failure
        await keep(work, event)

    async with pair.publishing(), pair.receiving(stumble):
        await pair.tell((case, 0), (case, 1), (case, 2), (other, 0))
        await pair.has_kept(4)
    assert by_case(await pair.subscriber.entries()) == {case: [0, 1, 2], other: [0]}


async def test_replicas_of_a_subscriber_share_the_work_and_not_the_effects(pair: Pair):
    cases = [uuid.uuid4() for _ in range(10)]
    told = [(case, number) for number in range(10) for case in cases]
    async with pair.publishing(), pair.receiving(), pair.receiving():
        await pair.tell(*told)
        await pair.has_kept(len(told))
    assert by_case(await pair.subscriber.entries()) == by_case(told)


async def test_a_relay_standing_by_takes_over_when_the_active_one_ends(pair: Pair):
    case = uuid.uuid4()
    async with pair.receiving(), AsyncExitStack() as ending:
        active = await ending.enter_async_context(pair.publishing())
        await until(lambda: relay_backend(pair), "an active relay")
        async with pair.publishing() as standby:
            await pair.publish(active.database, (case, 0))
            await pair.publish(standby.database, (case, 1))
            await pair.has_kept(2)
            await ending.aclose()
            await pair.publish(standby.database, (case, 2))
            await pair.has_kept(3)
    assert await pair.subscriber.entries() == [(case, 0), (case, 1), (case, 2)]


@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_a_replica_that_stands_by_passes_the_wake_up_on(pair: Pair):
    """The active relay's poll would find the event too, a second later."""
    heard = asyncio.Event()
    async with pair.publishing():
        await until(lambda: relay_backend(pair), "an active relay")
        async with pair.publishing() as standby:
            connection = await asyncpg.connect(pair.publisher.url)
            await connection.add_listener(
                outbox_channel(pair.publisher.name), lambda *_: heard.set()
            )
            await pair.publish(standby.database, (uuid.uuid4(), 0))
            async with asyncio.timeout(PATIENCE_SECONDS):
                await heard.wait()
            await connection.close()


async def test_a_derived_event_cannot_be_published_twice(pair: Pair):
    """Acting on the same cause again is refused: the derived event's id is there already."""
    counted = noted(pair.subscriber.name)

    async def count(work, event):
        work.publish(counted(case_id=event.case_id, district=event.district, number=1))
        work.publish(counted(case_id=event.case_id, district=event.district, number=2))

    async with pair.publishing(), pair.receiving(count):
        await pair.tell((uuid.uuid4(), 0))
        await until(lambda: pair.subscriber.count("outbox"), "the derived events")
        once = await pair.subscriber.rows("SELECT id, type, data FROM outbox ORDER BY seq")
        await pair.subscriber.rows("UPDATE inbox SET handled_at = NULL")
        await until(lambda: pair.subscriber.count("inbox WHERE dead_at IS NOT NULL"), "a refusal")
    assert await pair.subscriber.rows("SELECT id, type, data FROM outbox ORDER BY seq") == once
    [(event_id, source)] = await pair.publisher.rows("SELECT id, source FROM outbox")
    cause = uuid.uuid5(event_id, source)
    assert [row["id"] for row in once] == [
        uuid.uuid5(cause, f"{counted.TYPE}/{ordinal}") for ordinal in (0, 1)
    ]


@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_an_event_that_no_transport_would_carry_is_refused_with_its_change(pair: Pair):
    class Wordy(pair.contract):
        words: str

    async def publish(database):
        async with database.unit_of_work(OFFICER, action="note", cause=uuid.uuid4()) as uow:
            words = "£" * (MAX_BYTES // 2)  # two bytes each
            uow.publish(Wordy(case_id=uuid.uuid4(), district=DISTRICT, number=1, words=words))

    async with disposing(pair.publisher.database()) as database:
        with pytest.raises(EventTooLarge):
            await publish(database)
    assert await pair.publisher.count("outbox") == 0


def test_a_service_does_not_start_where_two_handlers_claim_one_type():
    subscriptions = Subscriptions()
    subscriptions.add(noted("works"), keep)
    with pytest.raises(ClaimedTwice, match=r"works\.noted has two handlers"):
        subscriptions.add(noted("works"), keep)


async def all_sent(pair: Pair) -> bool:
    return await pair.publisher.count("outbox WHERE sent_at IS NULL") == 0


async def test_an_id_is_its_publishers_alone(pair: Pair, bus_database):
    """CloudEvents: source and id together tell one event from all others, also what comes of it."""
    payer = await create_service(bus_database, "pays")
    other = Pair(payer, pair.subscriber, pair.transport, noted(payer.name))
    counted = noted(pair.subscriber.name)
    case, subscriptions = uuid.uuid4(), Subscriptions()

    async def count(work, event):
        await keep(work, event)
        work.publish(counted(case_id=event.case_id, district=event.district, number=event.number))

    for number, each in enumerate((pair, other)):
        subscriptions.add(each.contract, count)
        await each.tell((case, number))
        await each.publisher.rows("UPDATE outbox SET id = $1", case)
    async with (
        pair.publishing(),
        other.publishing(),
        Running(pair.subscriber, subscriptions, pair.transport),
    ):
        await pair.has_kept(2)
    assert sorted(await pair.subscriber.entries()) == [(case, 0), (case, 1)]
    assert await pair.subscriber.count("outbox") == 2
