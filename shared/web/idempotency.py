"""Idempotency keys: a request that is sent again gets the first answer, and acts once."""

import hashlib

from starlette.requests import Request

from shared.persistence.closing import Answer
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, Problem

LONGEST_KEY = 200


class KeyReused(Problem):
    """The same key came with another request."""

    slug = "idempotency-key-reused"
    title = "This Idempotency-Key belongs to another request: use a new one"
    status = 422


def idempotency_key(request: Request) -> str | None:
    """The request's key, if it has one."""
    key = request.headers.get("idempotency-key")
    if key is not None and not 1 <= len(key) <= LONGEST_KEY:
        raise InvalidInput.at("/idempotency-key", f"header: 1 to {LONGEST_KEY} characters")
    return key


async def fingerprint(request: Request) -> str:
    """A hash of all that makes this request another one; of a received file, its digest."""
    body = getattr(request.state, "file_digest", None) or await request.body()
    whole = f"{request.method} {request.url.path}\n".encode() + body
    return hashlib.sha256(whole).hexdigest()


async def claim(work: UnitOfWork, key: str, request_hash: str) -> Answer | None:
    """Take the key, or give the answer it already has.

    A second request with the key waits here until the first has committed or failed.
    """
    taken = await work.driver.fetchval(
        "INSERT INTO idempotency (principal, key, request_hash, created_at)"
        " VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING true",
        work.reach.principal,
        key,
        request_hash,
        work.now,
    )
    if taken:
        work.key = key
        return None
    [found] = await work.driver.fetch(
        "SELECT request_hash, status, body, etag FROM idempotency"
        " WHERE principal = $1 AND key = $2",
        work.reach.principal,
        key,
    )
    if found["request_hash"] != request_hash:
        raise KeyReused
    return Answer(found["status"], found["body"], found["etag"])
