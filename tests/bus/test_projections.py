"""Read models take events in batches, in order, one batch at a time, and come to the same again."""

import asyncio
import uuid
from typing import ClassVar

import pytest
from sqlalchemy import text

from shared.bus import projector as projector_module
from shared.bus.attempts import Retries
from shared.bus.connection import Wake
from shared.bus.dead_letters import DeadLetters
from shared.bus.projections import Projection
from shared.bus.projector import Projector
from shared.bus.rebuild import rebuild
from shared.bus.subscriptions import ClaimedTwice, Subscriptions
from shared.bus.tracing import begin_processing
from shared.contracts.event import OwnEvent
from shared.persistence.own_events import Left
from tests.bus.probe import DISTRICT, ENTRIES, Pair, Running, by_case, disposing, keep, noted, until
from tests.bus.test_dead_letters import BRIEF


class Due(OwnEvent):
    """What follows from an event."""

    TYPE: ClassVar[str] = "ledger.due"


POSTGRES = pytest.mark.parametrize("transport", ["postgres"], indirect=True)


async def enter(session, told):
    """How most tests' read model is made: a row for each event."""
    for each in told:
        await session.execute(
            text(
                f"INSERT INTO {ENTRIES} (event_id, case_id, district, number)"
                " VALUES (:id, :case_id, :district, :number)"
            ),
            {
                "id": each.id,
                "case_id": each.event.case_id,
                "district": each.event.district,
                "number": each.event.number,
            },
        )


def projecting(pair: Pair, apply=enter, retries: Retries = BRIEF) -> Running:
    """The subscriber with a read model, as it runs."""
    return Running(pair.subscriber, subscribed(pair, apply), pair.transport, retries)


def subscribed(pair: Pair, apply=enter) -> Subscriptions:
    subscriptions = Subscriptions()
    subscriptions.project(Projection(ENTRIES, (pair.contract,), apply))
    return subscriptions


def projector(pair: Pair, database, apply=enter) -> Projector:
    return Projector(database, subscribed(pair, apply), "postgresql", Wake(), BRIEF)


async def stored(pair: Pair, told) -> None:
    """The events in the subscriber's inbox, with nobody there to apply them."""
    for case, number in told:
        event = pair.event(case, number)
        await pair.subscriber.rows(
            "INSERT INTO inbox (event_id, subscriber, type, source, subject, lane, case_id,"
            " district, occurred_at, data)"
            " VALUES ($1, $2, $3, $4, $5, $4 || ' ' || $5, $6, $7, now(), $8)",
            uuid.uuid4(), pair.subscriber.name, event.TYPE, f"/services/{event.publisher()}",
            str(case), case, DISTRICT, event.model_dump_json(),
        )  # fmt: skip


async def test_a_read_model_is_told_everything_in_order(pair: Pair):
    cases = [uuid.uuid4() for _ in range(5)]
    told = [(case, number) for number in range(20) for case in cases]
    async with pair.publishing() as works, projecting(pair):
        for each in told:
            await pair.publish(works.database, each)
        await pair.has_kept(len(told))
    assert by_case(await pair.subscriber.entries()) == by_case(told)


@POSTGRES
async def test_a_backlog_is_applied_in_batches_in_the_order_of_the_inbox(pair: Pair):
    told = [(uuid.uuid4(), number) for number in range(600)]
    await stored(pair, told)
    async with disposing(pair.subscriber.database()) as database:
        while await projector(pair, database).apply_next():
            pass
    assert await pair.subscriber.entries() == told
    [row] = await pair.subscriber.rows(f"SELECT count(DISTINCT xmin::text) FROM {ENTRIES}")
    assert row["count"] == 2


@POSTGRES
async def test_one_event_that_cannot_be_applied_waits_with_its_case_and_the_batch_goes_on(
    pair: Pair,
):
    poisoned, sound = uuid.uuid4(), uuid.uuid4()

    async def fail(session, told):
        await enter(session, told)
        if any((e.event.case_id, e.event.number) == (poisoned, 1) for e in told):
            raise LookupError

    await stored(pair, [(case, number) for number in range(4) for case in (poisoned, sound)])
    async with projecting(pair, fail):
        await until(lambda: pair.subscriber.count("inbox WHERE dead_at IS NOT NULL"), "a letter")
        letters = DeadLetters(pair.subscriber.name, pair.subscriber.url, "Ada")
        [letter] = await letters.waiting()
        assert (letter.attempts, letter.waiting) == (3, 2)
        assert by_case(await pair.subscriber.entries()) == {poisoned: [0], sound: [0, 1, 2, 3]}
        await letters.discard(letter.event_id)
        await pair.has_kept(7)
    assert by_case(await pair.subscriber.entries())[poisoned] == [0, 2, 3]


@POSTGRES
async def test_no_batch_is_numbered_before_one_that_commits_earlier(pair: Pair):
    """So a reader who goes on after the last number misses nothing that commits late."""
    early, late = (uuid.uuid4(), 1), (uuid.uuid4(), 2)
    written, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(session, told):
        await enter(session, told)
        written.set()
        await go_on.wait()

    await stored(pair, [early])
    async with disposing(pair.subscriber.database()) as database:
        slow = asyncio.create_task(projector(pair, database, slowly).apply_next())
        await written.wait()
        await stored(pair, [late])
        assert await projector(pair, database).apply_next() is False
        assert await pair.subscriber.entries() == []
        go_on.set()
        await slow
        assert await pair.subscriber.entries() == [early]
        await projector(pair, database).apply_next()
    assert await pair.subscriber.entries() == [early, late]


@POSTGRES
async def test_replicas_share_the_batches_and_not_the_effects(pair: Pair):
    told = [(uuid.uuid4(), number) for number in range(300)]
    async with pair.publishing(), projecting(pair), projecting(pair):
        await pair.tell(*told)
        await pair.has_kept(len(told))
    assert sorted(await pair.subscriber.entries()) == sorted(told)


@POSTGRES
async def test_a_read_model_that_is_built_again_comes_to_the_same(pair: Pair):
    told = [(case, n) for case in (uuid.uuid4() for _ in range(20)) for n in range(3)]
    async with pair.publishing(), projecting(pair):
        await pair.tell(*told)
        await pair.has_kept(len(told))
        original = await pair.subscriber.entries()
        await rebuild(pair.subscriber.name, [ENTRIES], pair.subscriber.url)
        await pair.has_kept(len(told))
    assert await pair.subscriber.entries() == original


def test_several_read_models_take_one_event_which_no_handler_then_has():
    contract = noted("works")
    subscriptions = Subscriptions()
    subscriptions.project(Projection(ENTRIES, (contract,), enter))
    subscriptions.project(Projection("others", (contract,), enter))
    with pytest.raises(ClaimedTwice):
        subscriptions.add(contract, keep)


@POSTGRES
async def test_history_that_is_read_again_is_not_traced_again(pair: Pair, monkeypatch):
    traced = []

    def begin(*words):
        traced.append(words[-1]["event_id"])
        return begin_processing(*words)

    monkeypatch.setattr(projector_module, "begin_processing", begin)
    await stored(pair, [(uuid.uuid4(), number) for number in range(2)])
    await pair.subscriber.rows(
        "UPDATE inbox SET occurred_at = now() - interval '1 day' WHERE seq = (SELECT min(seq) FROM inbox)"
    )
    async with disposing(pair.subscriber.database()) as database:
        await projector(pair, database).apply_next()
    assert len(await pair.subscriber.entries()) == 2
    [row] = await pair.subscriber.rows(
        "SELECT event_id FROM inbox WHERE occurred_at > now() - interval '1 hour'"
    )
    assert traced == [row["event_id"]]


@POSTGRES
async def test_what_follows_from_a_batch_is_in_its_transaction_and_left_once(pair: Pair):
    """Applied again, as after a rebuild, it leaves nothing a second time."""

    async def follow(batch):
        left = [
            Left.of(
                Due(case_id=each.event.case_id, district=DISTRICT),
                event_id=uuid.uuid5(each.id, "due"),
                now=batch.now,
                at=batch.now,
                traceparent=None,
            )
            for each in batch.told
        ]
        await batch.leave(left)
        if any(each.event.number == 7 for each in batch.told):
            raise LookupError
        return len(left)

    subscriptions = subscribed(pair)
    subscriptions.follow(follow)
    await stored(pair, [(uuid.uuid4(), 1), (uuid.uuid4(), 7)])
    async with disposing(pair.subscriber.database()) as database:
        called = []
        database.on_later = called.append
        await Projector(database, subscriptions, "postgresql", Wake(), BRIEF).apply_next()
        await pair.subscriber.rows("UPDATE inbox SET handled_at = NULL WHERE type LIKE '%.noted'")
        await Projector(database, subscriptions, "postgresql", Wake(), BRIEF).apply_next()
    [row] = await pair.subscriber.rows(f"SELECT count(*) FROM inbox WHERE type = '{Due.TYPE}'")
    assert row["count"] == 1
    assert called[0] == 1


@POSTGRES
async def test_in_a_backlog_a_lane_is_kept_also_behind_what_is_passed_over(pair: Pair):
    """The first event of a case fails once and is come to again before the later one of its case."""
    slow, failed = uuid.uuid4(), []

    async def fail_once(session, told):
        if any(each.event.case_id == slow for each in told) and len(failed) < 2:
            failed.append(told)
            raise LookupError
        await enter(session, told)

    others = [(uuid.uuid4(), number) for number in range(600)]
    await stored(pair, [(slow, 1), *others[:550], (slow, 2), *others[550:]])
    async with disposing(pair.subscriber.database()) as database:
        backlog = projector(pair, database, fail_once)
        assert await backlog.apply_next() is True
        await pair.subscriber.rows("UPDATE inbox SET retry_at = now() WHERE handled_at IS NULL")
        while await backlog.apply_next():
            pass
        await backlog.apply_next()
    assert by_case(await pair.subscriber.entries())[slow] == [1, 2]
    assert len(await pair.subscriber.entries()) == 602
