"""From what lies in a log to an event: one way for every transport, with bounds on everything.

Whatever lies there, something comes out: an event, or what could not be read, kept for operators.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from shared.bus.inbox import Received, Unreadable
from shared.contracts.envelope import SOURCE, Envelope

MAX_NAME = 255
"""Characters of a key or a header."""
MAX_BODY = 1024 * 1024
"""Bytes of a body: what the largest event comes to, with room to spare."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A record as it lies in a log: CloudEvents in binary mode, nothing checked."""

    place: str
    """Which log, and where in it."""
    publisher: str
    """Whose log it is: nobody else's events belong there."""
    headers: Mapping[str, bytes | None]
    key: bytes | None
    value: bytes | None


def received(raw: Raw) -> Received:
    """The record as an event of its publisher, or as something unreadable, kept whole."""
    try:
        return _envelope(raw)
    except (KeyError, ValueError, OverflowError) as error:
        told = {name: _printable(value) for name, value in raw.headers.items()}
        whole = {"headers": told, "key": _printable(raw.key), "value": _printable(raw.value)}
        return Unreadable(
            position=raw.place,
            type=told.get("ce_type"),
            raw=json.dumps(whole).encode(),
            error=f"not an event: {_lack(error)}",
        )


class _NotItsOwn(ValueError):  # noqa: N818
    """An event that says that it comes from another service than the one whose log it lies in."""


def _lack(error: Exception) -> str:
    if isinstance(error, _NotItsOwn):
        return "it names another source than the log's publisher"
    return f"header {error} is missing" if isinstance(error, KeyError) else "malformed"


def _printable(value: bytes | None) -> str:
    return (value or b"")[:MAX_BODY].decode(errors="backslashreplace")


def _envelope(raw: Raw) -> Envelope:
    headers = raw.headers
    envelope = Envelope(
        id=uuid.UUID(_name(headers["ce_id"])),
        type=_name(headers["ce_type"]),
        source=_name(headers["ce_source"]),
        subject=_name(headers["ce_subject"]),
        key=_name(raw.key),
        case_id=uuid.UUID(_name(headers["ce_caseid"])) if "ce_caseid" in headers else None,
        district=_name(headers["ce_district"]),
        occurred_at=_instant(_name(headers["ce_time"])),
        traceparent=_name(headers["traceparent"]) if "traceparent" in headers else None,
        data=_text(raw.value, MAX_BODY),
    )
    if envelope.source != SOURCE + raw.publisher:
        raise _NotItsOwn
    return envelope


def _text(value: bytes | None, most: int) -> str:
    """Text as PostgreSQL can keep it."""
    if value is None or b"\0" in value or len(value) > most:
        raise ValueError("nothing, a NUL, or too long")
    return value.decode()


def _name(value: bytes | None) -> str:
    """Text that can be part of an index."""
    text = _text(value, 4 * MAX_NAME)
    if len(text) > MAX_NAME:
        raise ValueError("longer than any name")
    return text


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without zone")
    return at.astimezone(UTC)
