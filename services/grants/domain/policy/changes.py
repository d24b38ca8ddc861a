"""What a new version of a policy changes against the one in force, figure by figure."""

from collections.abc import Iterator
from typing import Any, Literal

from services.grants.domain.policy.rules import PolicyRules
from shared.schema import Model


class Change(Model):
    """One value that differs; `at` is its place, such as `offers.top_up.limit.amount`."""

    at: str
    change: Literal["added", "removed", "altered"]
    before: str | None
    after: str | None


def changes(before: PolicyRules, after: PolicyRules) -> tuple[Change, ...]:
    """Every value that was added, removed or altered, in order of place."""
    old, new = dict(_values(_named(before))), dict(_values(_named(after)))
    found = (_change(at, old.get(at), new.get(at)) for at in sorted(old.keys() | new.keys()))
    return tuple(change for change in found if change is not None)


def _change(at: str, before: str | None, after: str | None) -> Change | None:
    if before == after:
        return None
    if before is None:
        return Change(at=at, change="added", before=None, after=after)
    kind: Literal["removed", "altered"] = "removed" if after is None else "altered"
    return Change(at=at, change=kind, before=before, after=after)


def _named(rules: PolicyRules) -> dict[str, Any]:
    """The rules with their lists by name, so that a new offer does not move the others."""
    stated = rules.model_dump(mode="json")
    stated["offers"] = {
        " to ".join((o["kind"], *(["/".join(o["destinations"])] if o["destinations"] else ()))): o
        for o in stated["offers"]
    }
    for offer in stated["offers"].values():
        offer["who"] = {f"{w['rule']} {w.get('fact', '')}".strip(): w for w in offer["who"]}
    for name, key in (("conditions", "condition"), ("documents", "document")):
        stated[name] = {entry[key]: entry for entry in stated[name]}
    return stated


def _values(value: object, at: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, f"{at}.{key}" if at else str(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _values(inner, f"{at}.{index}")
    elif value is not None:
        yield at, str(value)
