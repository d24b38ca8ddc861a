"""What is done with is cleared away after its days, a little at a time; the history is kept."""

import datetime as dt
import uuid
from contextlib import asynccontextmanager

import pytest

from shared.bus.clearing import AT_ONCE
from shared.bus.postgres import PostgresTransport
from shared.bus.rebuild import rebuild
from shared.bus.runtime import Bus
from shared.bus.subscriptions import Subscriptions
from shared.settings import Settings
from tests.bus.probe import DISTRICT, ENTRIES, Pair, create_service, disposing, until
from tests.bus.test_projections import projecting

DAYS = 30
POSTGRES = pytest.mark.parametrize("transport", ["postgres"], indirect=True)


@pytest.fixture
async def service(bus_database):
    return await create_service(bus_database, "ledger")


@asynccontextmanager
async def cleared(service, days=DAYS):
    """The service, once it has cleared away what is older than the days."""
    async with disposing(service.database()) as database:
        bus = Bus(database, Subscriptions(), PostgresTransport(), workers=1, keep_days=days)
        bus.start()
        done = "inbox WHERE type = 'bus.clearing-due' AND handled_at IS NOT NULL"
        await until(lambda: service.count(done), "what is old to be cleared away")
        yield
        await bus.stop()


async def with_history(service):
    """A row of each kind and age in each table that grows."""
    for days in (DAYS - 1, DAYS + 1):
        at = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
        await service.rows(
            "INSERT INTO outbox (id, type, source, subject, key, district, occurred_at, data,"
            " sent_at) SELECT gen_random_uuid(), sent, 's', 's', 'k', $2, $1, '{}',"
            " CASE WHEN sent = 'sent' THEN $1::timestamptz END FROM unnest(ARRAY['sent', 'unsent'])"
            " AS sent", at, DISTRICT,
        )  # fmt: skip
        await service.rows(
            "INSERT INTO inbox (event_id, subscriber, type, lane, handled_at, dead_at, discarded_at)"
            " SELECT gen_random_uuid(), $2, state, NULL,"
            " CASE WHEN state IN ('handled', 'discarded') THEN $1::timestamptz END,"
            " CASE WHEN state IN ('dead', 'discarded') THEN $1::timestamptz END,"
            " CASE WHEN state = 'discarded' THEN $1::timestamptz END"
            " FROM unnest(ARRAY['handled', 'discarded', 'dead', 'waiting']) AS state",
            at, service.name,
        )  # fmt: skip
        await service.rows(
            "INSERT INTO idempotency (principal, key, request_hash, created_at)"
            " VALUES ('me', $2, '', $1)", at, f"{days}",
        )  # fmt: skip


async def left(service, table, column):
    rows = await service.rows(f"SELECT {column} AS one FROM {table} ORDER BY 1")
    return [row["one"] for row in rows if row["one"] != "bus.clearing-due"]


async def test_what_is_done_with_goes_after_its_days_and_nothing_else(service):
    await with_history(service)
    async with cleared(service):
        assert await left(service, "outbox", "type") == ["sent", "unsent", "unsent"]
        assert await left(service, "inbox", "type") == [
            *("dead", "dead", "discarded", "discarded", "handled", "waiting", "waiting"),
        ]
        assert await left(service, "idempotency", "key") == [f"{DAYS - 1}"]


async def test_a_backlog_goes_in_many_small_transactions(service):
    await service.rows(
        "INSERT INTO inbox (event_id, subscriber, type, handled_at)"
        " SELECT gen_random_uuid(), 'x', 'handled', '2020-01-01Z' FROM generate_series(1, $1)",
        2 * AT_ONCE + 1,
    )
    async with cleared(service):
        assert await left(service, "inbox", "type") == []


async def test_where_everything_is_kept_nothing_is_planned(service):
    await with_history(service)
    async with disposing(service.database()) as database:
        bus = Bus(database, Subscriptions(), PostgresTransport(), workers=1, keep_days=0)
        bus.start()
        await until(lambda: service.count("pg_stat_activity"), "it to run")
        await bus.stop()
    assert await service.count("inbox") == 8


async def test_it_is_planned_once_a_day_however_many_ask(service):
    async with cleared(service), cleared(service):
        assert await service.count("inbox") == 1


@POSTGRES
async def test_nothing_that_a_rebuild_needs_is_lost(pair: Pair):
    told = [(uuid.uuid4(), number) for number in range(20)]
    async with pair.publishing(), projecting(pair):
        await pair.tell(*told)
        await pair.has_kept(len(told))
    original = await pair.subscriber.entries()
    for service in (pair.publisher, pair.subscriber):
        await service.rows("UPDATE outbox SET sent_at = '2020-01-01Z'")
        await service.rows("UPDATE inbox SET handled_at = '2020-01-01Z'")
        async with cleared(service):
            assert await service.count("outbox") == 0
    await rebuild(pair.subscriber.name, [ENTRIES], pair.subscriber.url)
    async with projecting(pair):
        await pair.has_kept(len(told))
    assert await pair.subscriber.entries() == original


def test_by_default_it_is_a_quarter_of_a_year():
    assert Settings.model_fields["keep_days"].default == 90
