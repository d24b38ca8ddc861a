"""Whether a contract still keeps what was published of it.

Readers of today's release must be able to read what tomorrow's publishes, and tomorrow's must be
able to read the whole history. So all that a schema says of a field stays as it is, and a field
may be added only with a default. Codes in a closed list, patterns and limits cannot change either:
wider ones break readers that were not upgraded yet, narrower ones make the history unreadable.

A fact that a service stores is read by itself alone, and by no release before the one that wrote
it: there a list of codes may grow.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | int | float | bool | None"
Schema: TypeAlias = Mapping[str, Json]

_REMARKS = frozenset({"$defs", "$id", "$ref", "$schema", "description", "title"})
_FIELDS = frozenset({"properties", "required"})


def breaks(old: Schema, new: Schema, *, codes_may_grow: bool = False) -> Iterator[str]:
    """What the new schema breaks, each with the JSON pointer of the field."""
    before, after = _inlined(old, old), _inlined(new, new)
    if codes_may_grow:
        after = _as_far_as(before, after)
    return _breaks(before, after, "")


def _as_far_as(old: Json, new: Json) -> Json:
    """The new schema without the codes that were added to lists which the old one has."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return {
            keyword: _known(old.get(keyword), value)
            if keyword == "enum"
            else _as_far_as(old.get(keyword), value)
            for keyword, value in new.items()
        }
    if isinstance(old, list) and isinstance(new, list) and _are_codes(new[len(old) :]):
        return [_as_far_as(*pair) for pair in zip(old, new, strict=False)]
    return new


def _are_codes(added: list[Json]) -> bool:
    """Whether what stands beside the old alternatives are lists of codes, or is nothing."""
    return all(isinstance(each, Mapping) and "enum" in each for each in added)


def _known(old: Json, new: Json) -> Json:
    """The codes in the old order where all of them are there still."""
    if isinstance(old, list) and isinstance(new, list) and all(code in new for code in old):
        return old
    return new


def _breaks(old: Json, new: Json, at: str) -> Iterator[str]:
    """Compare two pieces of schemas whose references are resolved."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _broken_fields(old, new, at)
        for keyword in sorted((old.keys() | new.keys()) - _FIELDS):
            if keyword in ("items", "prefixItems", "anyOf", "additionalProperties"):
                yield from _breaks(old.get(keyword), new.get(keyword), f"{at}/{keyword}")
            elif old.get(keyword) != new.get(keyword):
                yield f"{at}: {keyword} was {old.get(keyword)}, is {new.get(keyword)}"
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, pair in enumerate(zip(old, new, strict=True)):
            yield from _breaks(*pair, f"{at}/{number}")
    elif old != new:
        yield f"{at}: was {old}, is {new}"


def _broken_fields(old: Schema, new: Schema, at: str) -> Iterator[str]:
    """Fields that are gone, added without a default, or no longer what they were."""
    before, after = _fields(old), _fields(new)
    for name in sorted(before.keys() - after.keys()):
        yield f"{at}/{name}: the field is gone"
    for name in sorted(after.keys() - before.keys()):
        if _required(new, name):
            yield f"{at}/{name}: a new field needs a default"
    for name in sorted(before.keys() & after.keys()):
        if _required(old, name) != _required(new, name):
            yield f"{at}/{name}: was {_need(old, name)}, is {_need(new, name)}"
        yield from _breaks(before[name], after[name], f"{at}/{name}")


def _fields(schema: Schema) -> Schema:
    fields = schema.get("properties", {})
    return fields if isinstance(fields, Mapping) else {}


def _required(schema: Schema, name: str) -> bool:
    required = schema.get("required", [])
    return isinstance(required, list) and name in required


def _need(schema: Schema, name: str) -> str:
    return "required" if _required(schema, name) else "optional"


def _inlined(piece: Json, whole: Schema) -> Json:
    """The piece with what it refers to in its place, and without remarks for people."""
    if isinstance(piece, list):
        return [_inlined(each, whole) for each in piece]
    if not isinstance(piece, Mapping):
        return piece
    remarks = _REMARKS | {"type"} if "enum" in piece else _REMARKS  # a list of codes says its type
    rest = {k: _inlined(v, whole) for k, v in piece.items() if k not in remarks}
    if isinstance(reference := piece.get("$ref"), str):
        target = _inlined(_find(whole, reference), whole)
        return {**target, **rest} if isinstance(target, Mapping) else target
    return rest


def _find(whole: Schema, reference: str) -> Json:
    found: Json = whole
    for key in reference.removeprefix("#/").split("/"):
        found = found[key] if isinstance(found, Mapping) else None
    return found
