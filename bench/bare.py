"""`python -m bench.bare DATABASE_URL POOL_SIZE PORT`: the smallest handler of the same two inserts.

FastAPI and asyncpg and nothing else: no token, no policy, no validation, no trace. What it reaches
is what the platform's promises are paid from.
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

SCHEMA = """
CREATE SCHEMA bare;
CREATE TABLE bare.referrals (LIKE referral.referrals INCLUDING ALL);
CREATE TABLE bare.enquiries (LIKE referral.enquiries INCLUDING ALL);
CREATE TABLE bare.outbox (LIKE referral.outbox INCLUDING ALL);
"""
_REFERRAL = """
INSERT INTO bare.referrals
    (case_id, district, state, reference, received_on, source, consent, consents, enquiries,
     screenings, signpostings, assessments, answers, lettered, version)
VALUES ($1::uuid, $2, 'received', $1::uuid::text, $3, 'gp', 'given', 1, 1, 0, 0, 0, 0, 0, 1)
"""
_ENQUIRY = """
INSERT INTO bare.enquiries (case_id, number, district, recorded_at, recorded_by, enquiry)
VALUES ($1, 1, $2, $3, 'nobody', $4)
"""
_EVENT = """
INSERT INTO bare.outbox (id, type, source, subject, key, case_id, district, occurred_at, data)
VALUES ($1, 'referral.received', '/services/referral', $2, $2, $3, $4, $5, $6)
"""


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
        case_id, district = uuid.uuid4(), enquiry["district"]
        event = {name: enquiry[name] for name in ("district", "received_on", "source")}
        told = json.dumps(event | {"case_id": str(case_id)})
        received_on = dt.date.fromisoformat(enquiry["received_on"])
        now = dt.datetime.now(dt.UTC)
        async with bare.state.pool.acquire() as connection, connection.transaction():
            await connection.execute(_REFERRAL, case_id, district, received_on)
            await connection.execute(_ENQUIRY, case_id, district, now, json.dumps(enquiry))
            await connection.execute(
                _EVENT, uuid.uuid4(), str(case_id), case_id, district, now, told
            )
        return {"case_id": str(case_id)}

    return bare


if __name__ == "__main__":
    url, pool_size, port = sys.argv[1:]
    uvicorn.run(
        app(url, int(pool_size)),
        host=LOOPBACK,
        port=int(port),
        log_config=None,
        access_log=False,
    )
