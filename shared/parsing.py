"""JSON as it comes in at a door: no object names a key twice, for the second would hide the first."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from shared.problems import FieldError, InvalidInput, pointer_to

_DETAIL = "this key stands twice: leave one of them"
Pairs = list[tuple[str, Any]]


def parse(text: bytes) -> object:
    """The value that a text states. Raises `InvalidInput` where it is no JSON or repeats a key."""
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        why = f"not JSON: {error}"
        raise InvalidInput(why, [FieldError("", why)]) from error
    refuse_repeated_keys(text)
    return value


def refuse_repeated_keys(text: bytes) -> None:
    """Raise `InvalidInput` with every key that an object names again; other faults are not ours."""
    repeated: list[tuple[dict[str, Any], list[str]]] = []

    def noted(pairs: Pairs) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            repeated.append((found, _named_again(pairs)))
        return found

    try:
        value = json.loads(text, object_pairs_hook=noted, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return
    if repeated:
        at = {id(inner): path for path, inner in _objects(value, ())}
        raise InvalidInput(
            errors=(
                FieldError(pointer_to((*at[id(found)], name)), _DETAIL)
                for found, names in repeated
                if id(found) in at
                for name in names
            )
        )


def _named_again(pairs: Pairs) -> list[str]:
    return [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]


def _objects(
    value: object, path: Sequence[str | int]
) -> Iterator[tuple[Sequence[str | int], object]]:
    """Every object within a value, with the path to it."""
    if isinstance(value, dict):
        yield path, value
        for name, inner in value.items():
            yield from _objects(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _objects(inner, (*path, index))
