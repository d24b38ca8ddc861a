"""What each field of an event is, read from its contract: so that a new field is known at once."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from shared.contracts import EVENT_TYPES
from shared.contracts.event import Event

ENVELOPE = frozenset({"case_id", "district"})
"""What an event says of itself: not named in an agreement, since it goes with every event."""


class Kind(StrEnum):
    """What a field holds, and so how it is shown to a partner."""

    ID = "id"
    DATE = "date"
    MONEY = "money"
    CODE = "code"
    NUMBER = "number"
    TEXT = "text"
    """Words without a list: may be a reference or a fingerprint, by which cases could be joined."""


_PLAIN = ((uuid.UUID, Kind.ID), (dt.date, Kind.DATE), (Decimal, Kind.MONEY), (int, Kind.NUMBER))


@cache
def shareable() -> Mapping[str, type[Event]]:
    """Every type of event that can be shared: those of a case."""
    return {name: kind for name, kind in EVENT_TYPES.items() if issubclass(kind, Event)}


@cache
def fields_of(event_type: str) -> Mapping[str, Kind]:
    """The fields of an event's data, those of its parts with a full stop between the names."""
    found = dict(_fields(shareable()[event_type], ""))
    return {path: kind for path, kind in found.items() if path not in ENVELOPE}


def _fields(part: type[BaseModel], at: str) -> Iterator[tuple[str, Kind]]:
    for name, field in part.model_fields.items():
        yield from _leaves(field.annotation, field.metadata, f"{at}{name}")


def _leaves(kind: Any, said: Sequence[Any], at: str) -> Iterator[tuple[str, Kind]]:
    """The field itself, or what it is made of."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *more = get_args(kind)
        yield from _leaves(inner, [*said, *more], at)
    elif origin in {Union, UnionType}:
        for each in get_args(kind):
            if each is not NoneType:
                yield from _leaves(each, said, at)
    elif origin is tuple:
        yield from _leaves(get_args(kind)[0], (), at)
    elif issubclass(kind, BaseModel):
        yield from _fields(kind, f"{at}.")
    else:
        yield at, _kind(kind, said)


def _kind(kind: type[Any], said: Sequence[Any]) -> Kind:
    if issubclass(kind, Enum):
        return Kind.CODE
    if issubclass(kind, str):
        return Kind.CODE if any(map(_has_pattern, said)) else Kind.TEXT
    return next(each for python, each in _PLAIN if issubclass(kind, python))


def _has_pattern(said: Any) -> bool:
    inner = getattr(said, "metadata", ())
    return bool(getattr(said, "pattern", None)) or any(map(_has_pattern, inner))
