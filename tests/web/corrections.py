"""The table of how each thing that is recorded is put right, and what the documents say of it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from shared.web.openapi import operations

Json = dict[str, Any]
TABLE: dict[str, Json] = yaml.safe_load(
    Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
)
REASONS = {"reason", "judgement"}
"""How bodies name why something is taken back."""
READ_AS = (
    REASONS
    | {"taken_back"}
    | {f"{what}_because" for what in ("corrected", "suspended", "voided", "withdrawn")}
)
"""How lists and histories name it."""


class Way(NamedTuple):
    """How acts are put right: by which, and where both are read."""

    acts: list[str]
    by: list[str]
    read: str


def ways(of: Json, kind: str) -> list[Way]:
    """Those of a service; what is recorded anew is so by itself unless another act follows it."""
    return [Way(w["acts"], w.get("by", w["acts"]), w["read"]) for w in of[kind]]


def classed(of: Json) -> Counter[str]:
    """Each act of a service by how often the table says something of it."""
    said = Counter(
        act for kind in ("corrected", "anew") for way in ways(of, kind) for act in way.acts
    )
    for kind in ("final", "asks"):
        said.update(list(of[kind]))
    return said


def corrections(of: Json) -> set[str]:
    """The acts that put others right with a reason."""
    return {act for way in ways(of, "corrected") for act in way.by}


def named(document: Json, *methods: str) -> dict[str, Json]:
    """The operations of these methods, or all that act, by their names."""
    return {
        operation["operationId"]: operation
        for method, _, operation in operations(document)
        if (method in methods if methods else method != "get")
    }


def unclassed(document: Json, of: Json) -> set[str]:
    """Acts of which the table says nothing."""
    return named(document).keys() - classed(of).keys() - corrections(of)


def unknown(document: Json, of: Json) -> set[str]:
    """What the table names and no document has."""
    by = {act for kind in ("corrected", "anew") for way in ways(of, kind) for act in way.by}
    reads = {way.read for kind in ("corrected", "anew") for way in ways(of, kind)}
    acts = (classed(of).keys() | by) - named(document).keys()
    return acts | (reads - named(document, "get").keys())


def without_reason(document: Json, of: Json) -> set[str]:
    """Corrections whose body does not ask for one."""
    acts = named(document)
    return {act for act in corrections(of) if not _required(document, acts[act]) & REASONS}


def unread(document: Json, of: Json) -> set[str]:
    """Where corrections are said to be read, and no reason is shown."""
    shown = named(document, "get")
    return {
        way.read
        for way in ways(of, "corrected")
        if not set(_properties(document, shown[way.read]["responses"]["200"], set())) & READ_AS
    }


def _required(document: Json, operation: Json) -> set[str]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return set()
    name = content["schema"].get("$ref", "").rpartition("/")[2]
    return set(document["components"]["schemas"].get(name, {}).get("required", ()))


def _properties(document: Json, described: object, seen: set[str]) -> Iterator[str]:
    """The names of everything that an answer shows."""
    if isinstance(described, list):
        for inner in described:
            yield from _properties(document, inner, seen)
    if not isinstance(described, dict):
        return
    name = described.get("$ref", "").rpartition("/")[2]
    if name and name not in seen:
        seen.add(name)
        yield from _properties(document, document["components"]["schemas"][name], seen)
    yield from described.get("properties", ())
    yield from _properties(document, [*described.values()], seen)
