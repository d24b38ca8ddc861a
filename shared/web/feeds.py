"""The cursor of a feed: where a reader goes on when there is more."""

import base64
from contextlib import suppress
from typing import Annotated

from fastapi import Query

from shared.problems import InvalidInput

Limit = Annotated[int, Query(ge=1, le=100, description="How many at most")]
Cursor = Annotated[str | None, Query(description="`next` of the page before", max_length=100)]


LAST_POSITION = 2**63 - 1


def encode_cursor(position: int) -> str:
    """The cursor that continues after a position."""
    return base64.urlsafe_b64encode(str(position).encode()).decode()


def decode_cursor(cursor: str | None) -> int:
    """The position after which a page begins; 0 without a cursor."""
    if cursor is None:
        return 0
    with suppress(ValueError):
        position = int(base64.urlsafe_b64decode(cursor.encode()))
        if 0 <= position <= LAST_POSITION and encode_cursor(position) == cursor:
            return position
    raise InvalidInput.at("/cursor", "not a cursor of ours: use `next` of a page")
