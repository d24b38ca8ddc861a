"""`python -m bench.bare DATABASE_URL POOL_SIZE PORT`: the smallest handler of the same inserts.

The rows that a referral leaves, each as it comes: the case with its enquiry, consent and answer, what
the person is found by, the letter that is to go out, and the event. FastAPI and asyncpg and nothing
else: no token, no policy, no validation, no trace. What it reaches is what the platform's promises
are paid from.
"""

import datetime as dt
import json
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import uvicorn
from fastapi import FastAPI

from deploy.local.ports import LOOPBACK

TABLES = (
    *("referrals", "enquiries", "consents", "answers"),
    *("person_keys", "person_names", "name_trigrams", "inbox", "outbox"),
)
SCHEMA = "CREATE SCHEMA bare;" + "".join(
    f"CREATE TABLE bare.{table} (LIKE referral.{table} INCLUDING ALL);" for table in TABLES
)
_REFERRAL = """
INSERT INTO bare.referrals
    (case_id, district, state, reference, received_on, source, consent, consents, enquiries,
     screenings, signpostings, assessments, answers, lettered, version)
VALUES ($1::uuid, $2, 'received', $1::uuid::text, $3, 'gp', 'given', 1, 1, 0, 0, 0, 1, 0, 1)
"""
_HISTORY = {
    table: f"""
INSERT INTO bare.{table} (case_id, number, district, recorded_at, recorded_by, {column})
VALUES ($1, 1, $2, $3, 'nobody', $4)
"""
    for table, column in (
        ("enquiries", "enquiry"),
        ("consents", "statement"),
        ("answers", "answer"),
    )
}
_KEYS = """
INSERT INTO bare.person_keys (case_id, district, date_of_birth, address, postcode)
VALUES ($1, $2, $3, $4, $5)
"""
_NAME = "INSERT INTO bare.person_names (case_id, family, given, district) VALUES ($1, $2, $3, $4)"
_TRIGRAM = "INSERT INTO bare.name_trigrams VALUES ($1, $2) ON CONFLICT DO NOTHING"
_LETTER = """
INSERT INTO bare.inbox (event_id, subscriber, type, source, subject, lane, case_id, district,
                        occurred_at, data, due_at)
VALUES ($1, 'referral', 'referral.answer-due', '/services/referral', $2, $2, $3, $4, $5, '{}', $6)
"""
_EVENT = """
INSERT INTO bare.outbox (id, type, source, subject, key, case_id, district, occurred_at, data)
VALUES ($1, 'referral.received', '/services/referral', $2, $2, $3, $4, $5, $6)
"""
_DAY = dt.timedelta(days=1)


def app(database_url: str, pool_size: int) -> FastAPI:
    """The handler."""

    @asynccontextmanager
    async def lifespan(bare: FastAPI) -> AsyncIterator[None]:
        async with asyncpg.create_pool(database_url, min_size=1, max_size=pool_size) as pool:
            bare.state.pool = pool
            yield

    bare = FastAPI(lifespan=lifespan)

    @bare.post("/referrals", status_code=201)
    async def receive(enquiry: dict[str, Any]) -> dict[str, str]:
        case_id = uuid.uuid4()
        async with bare.state.pool.acquire() as connection, connection.transaction():
            await _keep(connection, case_id, enquiry)
        return {"case_id": str(case_id)}

    return bare


async def _keep(
    connection: asyncpg.Connection, case_id: uuid.UUID, enquiry: dict[str, Any]
) -> None:
    execute, now = connection.execute, dt.datetime.now(dt.UTC)
    district, person = enquiry["district"], enquiry["person"]
    await execute(_REFERRAL, case_id, district, dt.date.fromisoformat(enquiry["received_on"]))
    whole = json.dumps(enquiry)
    for statement in _HISTORY.values():
        await execute(statement, case_id, district, now, whole)
    born = dt.date.fromisoformat(person["date_of_birth"])
    await execute(_KEYS, case_id, district, born, person["address"], person["postcode"])
    *_, given, family = person["name"].split()
    await execute(_NAME, case_id, family, given, district)
    trigrams = sorted({(family[n : n + 3], family) for n in range(len(family) - 2)})
    await connection.executemany(_TRIGRAM, trigrams)
    key = str(case_id)
    await execute(_LETTER, uuid.uuid4(), key, case_id, district, now, now + _DAY)
    event = {name: enquiry[name] for name in ("district", "received_on", "source")}
    told = json.dumps(event | {"case_id": key})
    await execute(_EVENT, uuid.uuid4(), key, case_id, district, now, told)


if __name__ == "__main__":
    url, pool_size, port = sys.argv[1:]
    uvicorn.run(
        app(url, int(pool_size)),
        host=LOOPBACK,
        port=int(port),
        log_config=None,
        access_log=False,
    )
