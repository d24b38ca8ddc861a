"""A district's waiting list of 20,000 cases over HTTP: its first page, and one case's place."""

import datetime as dt
import random
import statistics
import time
import uuid
from collections.abc import Callable
from functools import partial

import asyncpg
import httpx

from bench.figures import Figure
from bench.referrals import ENQUIRY
from bench.running import platform
from bench.waiting_list import CASES
from tests.referral.waiting import STROUD, settings

TIMES = 60
FIRST = dt.date(2023, 1, 1)
_REFERRALS = """
    INSERT INTO referral.referrals SELECT (jsonb_populate_record(
        r, jsonb_build_object('case_id', made, 'reference', made::text)
    )).* FROM referral.referrals r, unnest($1::uuid[]) AS made WHERE r.case_id = $2
"""
_WAITING = """
INSERT INTO referral.waiting_cases
    (case_id, district, records, scheme, code, waiting_since, council_tenant)
SELECT id, $4, 1, 'points', code, since, false
FROM unnest($1::uuid[], $2::integer[], $3::date[]) AS made (id, code, since)
"""


def figures() -> list[Figure]:
    """Milliseconds, seen from the client, at the median."""
    with platform(["referral"]) as running:
        address, mint = running.stack.address("referral"), running.stack.issuer.mint
        with httpx.Client(base_url=address, timeout=60) as client:
            client.headers["authorization"] = f"Bearer {mint('occupational_therapist')}"
            enquiry = ENQUIRY | {"district": STROUD}
            one = client.post("/v1/referrals", json=enquiry).raise_for_status().json()
            running.connected(partial(fill, CASES, uuid.UUID(one["case_id"])))
            client.headers["authorization"] = f"Bearer {mint('service_manager')}"
            adopted = {"settings": settings(), "reason": "bench"}
            at = f"/v1/waiting-lists/{STROUD}"
            client.post(f"{at}/settings", json=adopted).raise_for_status()
            case = client.get(at).json()["items"][0]["case_id"]
            tried = {"settings": settings(q1=9, q10=1)}
            return [
                _figure("first page", lambda: client.get(at)),
                _figure("one case's place", lambda: client.get(f"/v1/referrals/{case}/waiting")),
                _figure("who would move", lambda: client.post(f"{at}/trial", json=tried)),
            ]


def _figure(what: str, ask: Callable[[], httpx.Response]) -> Figure:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask().raise_for_status()
        took.append((time.perf_counter() - began) * 1_000)
    name = f"waiting list of {CASES:,} over HTTP: {what}, median"
    return Figure(name, statistics.median(took), "ms", f"{TIMES} times")


async def fill(count: int, one: uuid.UUID, connection: asyncpg.Connection) -> None:
    """As many cases like that one, which wait."""
    chance = random.Random(3)
    ids = [uuid.UUID(int=chance.getrandbits(128)) for _ in range(count)]
    codes = [chance.randrange(1024) for _ in ids]
    since = [FIRST + dt.timedelta(chance.randrange(1000)) for _ in ids]
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(_REFERRALS, ids, one)
    await connection.execute(_WAITING, ids, codes, since, STROUD)
    await connection.execute("ANALYZE referral.referrals, referral.waiting_cases")
