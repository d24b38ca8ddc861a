"""What a new version of a policy changes against the one in force, figure by figure."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

from services.grants.domain.policy.rules import PolicyRules
from shared.schema import Model


class Change(Model):
    """One value that differs; `at` is its place, such as `offers.top_up.limit.amount`."""

    at: str
    """The place of the value in the policy, such as `offers.top_up.limit.amount`."""
    change: Literal["added", "removed", "altered"]
    """Whether the value is new, gone or another."""
    before: str | None
    """The value as it was; null where it is new."""
    after: str | None
    """The value as it would be; null where it is gone."""


def changes(before: PolicyRules, after: PolicyRules) -> tuple[Change, ...]:
    """Every value that was added, removed or altered, in order of place."""
    old, new = (dict(_values(r.model_dump(mode="json"))) for r in (before, after))
    found = (_change(at, old.get(at), new.get(at)) for at in sorted(old.keys() | new.keys()))
    return tuple(change for change in found if change is not None)


def _change(at: str, before: str | None, after: str | None) -> Change | None:
    if before == after:
        return None
    if before is None:
        return Change(at=at, change="added", before=None, after=after)
    kind: Literal["removed", "altered"] = "removed" if after is None else "altered"
    return Change(at=at, change=kind, before=before, after=after)


def by_name(name: str, entries: list[Any]) -> dict[str, Any]:
    """The entries of a list by what they are about, so that a new one does not move the others.

    `name` is the list's own: `offers`, `who`, `documents` and the like.
    """
    return {_NAMES.get(name, _number)(entry, number): entry for number, entry in enumerate(entries)}


def _number(_: Any, number: int) -> str:
    return str(number)


def _offer(offer: Any, _: int) -> str:
    there = "/".join(offer["destinations"])
    return f"{offer['kind']} to {there}" if there else str(offer["kind"])


def _requirement(requirement: Any, _: int) -> str:
    return f"{requirement['rule']} {requirement.get('fact', '')}".strip()


_NAMES: dict[str, Callable[[Any, int], str]] = {
    "offers": _offer,
    "who": _requirement,
    "conditions": lambda entry, _: str(entry["condition"]),
    "documents": lambda entry, _: str(entry["document"]),
}


def _values(value: object, at: str = "", name: str = "") -> Iterator[tuple[str, str]]:
    """Every value with its place, such as `offers.top_up.limit.amount`."""
    if isinstance(value, list):
        value = by_name(name, value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, f"{at}.{key}" if at else str(key), str(key))
    elif value is not None:
        yield at, str(value)
