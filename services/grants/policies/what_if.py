"""The 'what if' of a forum: a policy file that is not in force, tried over a file of cases."""

from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path

import orjson

from services.grants.domain.determination.effects import Effect, Effects, effect, together
from services.grants.domain.facts.case import Case
from services.grants.domain.policy.changes import Change, changes
from services.grants.domain.policy.rules import GrantsPolicy
from services.grants.domain.policy.statute import StatutoryBase
from services.grants.in_force import policies
from shared import caseload
from shared.policies import load, read_file
from shared.schema import Model


class Unread(Model):
    """A line that states no case, by its number."""

    line: int
    problem: dict[str, object]


class WhatIf(Model):
    """A new version against the one in force: what it changes, and what that means."""

    version: str
    against: str
    changes: tuple[Change, ...]
    effects: Effects | None
    unread: tuple[Unread, ...]


def what_if(file: str, cases: Iterable[bytes] | None) -> WhatIf:
    """Check a policy file, list what it changes, and try it over cases in JSON Lines.

    Every case is decided as though it were made under either version. Raises `InvalidPolicy`
    for the file, `NoPolicy` where no version is in force that it could replace.
    """
    before, after, _ = versions(file)
    effects, unread = _tried(file, cases) if cases is not None else (None, ())
    return WhatIf(
        version=after.version,
        against=before.version,
        changes=changes(before.rules, after.rules),
        effects=effects,
        unread=unread,
    )


@cache
def versions(file: str) -> tuple[GrantsPolicy, GrantsPolicy, StatutoryBase]:
    """The version that the file would replace, the file's own, and the law on its date."""
    document = read_file(Path(file))
    on = document.effective_from
    before = policies.of_document(load(document.authority, on))
    return before, policies.of_document(document), policies.statute(on)


def _effect(file: str, value: object) -> Effect:
    return effect(Case.model_validate(value), *versions(file))


def _tried(file: str, cases: Iterable[bytes]) -> tuple[Effects, tuple[Unread, ...]]:
    unread: list[Unread] = []
    answers = caseload.answers(partial(_effect, file), cases)
    effects = together(_effects(caseload.told(answers, "cases"), unread))
    return effects, tuple(unread)


def _effects(answers: Iterable[bytes], unread: list[Unread]) -> Iterator[Effect]:
    for number, answer in enumerate(answers, start=1):
        stated = orjson.loads(answer)
        if "before" in stated:
            yield Effect.model_validate(stated)
        else:
            unread.append(Unread(line=number, problem=stated))
