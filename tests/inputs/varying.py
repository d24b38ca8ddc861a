"""Every field of an input, varied over its extremes: which of them change nothing, whatever is said?

A field is told apart by the kind of the object that it stands in (a person's role, an income's kind),
and an entry of a list of codes by its code. It acts as soon as one value changes the answer, its
working with it, for one of the documents tried; a value that is refused says so itself.
"""

import copy
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from shared.problems import Problem

Json = dict[str, Any]
Answer = Callable[[Json], object]
Steps = tuple[str | int, ...]
NAMED_BY = ("role", "kind", "certificate")
"""What tells objects of one place apart, the first that they have."""
MONEY = ("0.01", "6000.01", "20000.00", "99999.99")
NUMBERS = (0, 1, 2, 17, 30, 100, 2500)
DAYS = ("1940-01-01", "2001-04-01", "2019-06-03", "2026-02-02", "2026-03-03", "2027-12-31")
TEXTS = (
    "a",
    "other",
    "trusted_assessor",
    "contractor 1",
    "something else",
    "E07000082",
    "111111",
    "11111111",
)
ABSENT = object()
INSTANTS = ("2026-03-09T09:00:00Z", "2026-03-10T12:00:00Z")


class Place(NamedTuple):
    """Where a field stands: for a reader, and as the steps that lead there."""

    name: str
    steps: Steps
    schema: Json
    optional: bool


def without_effect(model: type[BaseModel], documents: Iterable[Json], answer: Answer) -> set[str]:
    """Names of the fields that were taken and changed nothing in any of the documents."""
    schema = model.model_json_schema()
    taken: set[str] = set()
    acting: set[str] = set()
    for document in documents:
        before = answer(document)
        for name, steps, value in variants(schema, document):
            if name in acting:
                continue
            try:
                after = answer(_put(document, steps, value))
            except (Problem, ValidationError):
                continue
            taken.add(name)
            if after != before:
                acting.add(name)
    return {f"{model.__name__}:{name}" for name in taken - acting}


def variants(schema: Json, document: Json) -> Iterator[tuple[str, Steps, Any]]:
    """What to put where, for each field and each of its extremes; one that is stated is left out too."""
    for place in _places(schema, schema, document):
        present = _at(document, place.steps)
        for code, value in _values(place.schema, present):
            name = f"{place.name}={code}" if code else place.name
            yield name, place.steps, value
        if present is not None and place.optional:
            yield place.name, place.steps, ABSENT


def _places(
    root: Json, schema: Json, value: Any, at: Steps = (), kind: str | None = None
) -> Iterator[Place]:
    """Every field of the objects that the document has, those too that it leaves out."""
    kind = next((value[key] for key in NAMED_BY if key in value), kind)
    for key, described in schema.get("properties", {}).items():
        field, there = _resolved(root, described), value.get(key)
        label = _label((*at, key)) + (f" of {kind}" if kind and key not in NAMED_BY else "")
        if isinstance(there, dict) and "properties" in field:
            yield from _places(root, field, there, (*at, key), kind)
        elif isinstance(there, list) and there and isinstance(there[0], dict):
            entry = _resolved(root, field.get("items", {}))
            for index, each in enumerate(there):
                yield from _places(root, entry, each, (*at, key, index), kind)
        else:
            items = _resolved(root, field.get("items", {}))
            schema_of = field | ({"items": items} if items else {})
            yield Place(label, (*at, key), schema_of, key not in schema.get("required", ()))


def _label(steps: Steps) -> str:
    return "".join(f"/{step}" for step in steps if isinstance(step, str))


def _resolved(root: Json, schema: Json) -> Json:
    """Without references, and without the alternative that there is nothing."""
    if "$ref" in schema:
        return _resolved(root, root["$defs"][schema["$ref"].rpartition("/")[2]])
    options = [o for o in schema.get("anyOf", ()) if o.get("type") != "null"]
    return schema | _resolved(root, options[0]) if options else schema


def _values(schema: Json, present: Any) -> Iterator[tuple[str, Any]]:
    """Extremes of a field's type; of a list of codes each code, put in or taken out."""
    codes = schema.get("items", {}).get("enum", ())
    for code in codes:
        had = present or []
        yield code, [c for c in had if c != code] if code in had else [*had, code]
    if not codes:
        said = schema.get("default") if present is None else present
        yield from (("", value) for value in _scalars(schema) if value != said)


def _scalars(schema: Json) -> tuple[Any, ...]:
    kind = schema.get("type")
    if "enum" in schema:
        return tuple(schema["enum"])
    if kind == "boolean":
        return (False, True)
    if kind in {"integer", "number"}:
        return NUMBERS
    if kind == "string" and "format" in schema:
        return DAYS if schema["format"] == "date" else INSTANTS
    if kind == "string":
        return MONEY if r"\d{1,9}" in schema.get("pattern", "") else TEXTS
    return ()


def _at(document: Any, steps: Steps) -> Any:
    for step in steps:
        document = document.get(step) if isinstance(document, dict) else document[step]
    return document


def _put(document: Json, steps: Steps, value: Any) -> Json:
    made = copy.deepcopy(document)
    place = _at(made, steps[:-1])
    if value is ABSENT:
        del place[steps[-1]]
    else:
        place[steps[-1]] = value
    return made
