"""Rules taken out one at a time: an entry of the policy data, or a path of the code."""

import copy
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from services.grants.in_force import policies as in_force
from shared import policies
from shared.policies import document

FILES = document.ROOT
FOLLOWS_THE_TEMPLATE = "E07000078"
Steps = tuple[str, ...]
NAMING = ("kind", "condition", "document", "applicant", "benefit", "by", "fact", "rule", "when")
"""What names an entry of a list, the first that it has."""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry in a policy file: which file, and the way to it.

    An entry of a list goes by what it is about, such as `offers.top_up`, the second of a kind by
    `relocation~2`: so it is found again when others are added.
    """

    file: str
    steps: Steps

    def __str__(self) -> str:
        return f"{self.file} {'.'.join(map(str, self.steps))}"

    @classmethod
    def read(cls, text: str) -> "Place":
        file, _, way = text.partition(" ")
        return cls(file, tuple(way.split(".")))


def entries() -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every entry of every policy file that carries a clause."""
    for file in sorted(FILES.glob("*/*.yaml")):
        name = f"{file.parent.name}/{file.stem}"
        for steps, entry in _carrying(yaml.safe_load(file.read_text()), ()):
            yield Place(name, steps), entry


def _carrying(value: object, steps: Steps) -> Iterator[tuple[Steps, dict[str, Any]]]:
    if isinstance(value, dict):
        if "clause" in value:
            yield steps, value
        for key, inner in value.items():
            yield from _carrying(inner, (*steps, key))
    elif isinstance(value, list):
        for name, inner in zip(_names(value), value, strict=True):
            yield from _carrying(inner, (*steps, name))


def _names(entries: list[Any]) -> list[str]:
    """The entries of a list by what they are about."""
    names: list[str] = []
    for number, entry in enumerate(entries):
        stated = entry if isinstance(entry, dict) else {}
        name = next((str(stated[key]) for key in NAMING if key in stated), str(number))
        earlier = sum(known.partition("~")[0] == name for known in names)
        names.append(f"{name}~{earlier + 1}" if earlier else name)
    return names


def removed(place: Place, values: Any) -> None:
    """The entry is gone from its list or from under its key."""
    above, last = _at(values, place.steps[:-1]), place.steps[-1]
    del above[_names(above).index(last) if isinstance(above, list) else last]


def changed(place: Place, values: Any) -> None:
    """Its figures are others, and its lists hold nothing."""
    entry, found = _at(values, place.steps), False
    for key, value in entry.items():
        if key in ("clause", "also", "reading", "rule", "who", "conditions", "approvals"):
            continue
        if isinstance(value, bool):
            entry[key], found = not value, True
        elif isinstance(value, (int, Decimal)):
            entry[key], found = value + 7, True
        elif isinstance(value, list) and value and isinstance(value[0], str):
            entry[key], found = [], True
        elif key == "charge" and value is not None:
            entry[key], found = None, True
    if not found:
        raise NothingToChangeError


def uncited(place: Place, values: Any) -> None:
    """It stands, but no longer by that clause."""
    _at(values, place.steps)["clause"] = "taken out"


WAYS: dict[str, Callable[[Place, Any], None]] = {
    "removed": removed,
    "changed": changed,
    "uncited": uncited,
}


class NothingToChangeError(Exception):
    """The entry holds no figure and no list."""


@contextmanager
def without(place: Place, way: str) -> Iterator[None]:
    """The policies as they would be without that entry."""
    read = document.read_yaml

    def reading(file: Path) -> dict[str, Any]:
        parts = read(file)
        if f"{file.parent.name}/{file.stem}" == place.file:
            section, *rest = place.steps
            values = copy.deepcopy(parts[section].values)
            WAYS[way](replace(place, steps=tuple(rest)), values)
            parts[section] = replace(parts[section], values=values)
        return parts

    document.read_yaml = reading  # type: ignore[assignment]
    try:
        _forget()
        yield
    finally:
        document.read_yaml = read
        _forget()


def _at(values: Any, steps: Steps) -> Any:
    for step in steps:
        values = values[_names(values).index(step) if isinstance(values, list) else step]
    return values


def _forget() -> None:
    policies._read.cache_clear()
    in_force.policy.cache_clear()
    in_force.statute.cache_clear()


def is_valid(place: Place) -> bool:
    """Whether the file still holds a policy: one that does not proves nothing."""
    folder, _, day = place.file.partition("/")
    on = dt.date.fromisoformat(day)
    try:
        if folder == "england":
            in_force.statute(on)
        elif folder in policies.authorities():
            in_force.policy(folder, on)
        else:
            in_force.policy(FOLLOWS_THE_TEMPLATE, on)
    except document.InvalidPolicy:
        return False
    return True
