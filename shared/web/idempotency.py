"""Idempotency keys: a request that is sent again gets the first answer, and acts once."""

import hashlib

from starlette.requests import Request

from shared.persistence.opening import Keyed
from shared.problems import InvalidInput

LONGEST_KEY = 200


async def keyed(request: Request) -> Keyed | None:
    """The request's key, if it has one, with a hash of all that makes it another request.

    Of a received file the digest is hashed, not the body.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not 1 <= len(key) <= LONGEST_KEY:
        raise InvalidInput.at("/idempotency-key", f"header: 1 to {LONGEST_KEY} characters")
    body = getattr(request.state, "file_digest", None) or await request.body()
    asked = f"?{request.url.query}" if request.url.query else ""
    whole = f"{request.method} {request.url.path}{asked}\n".encode() + body
    return Keyed(key, hashlib.sha256(whole).hexdigest())
