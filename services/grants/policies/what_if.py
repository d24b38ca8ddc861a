"""The 'what if' of a forum: a policy that is not in force, tried over many cases.

The policy is a file, or the one in force with some of its values changed.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import orjson

from services.grants.domain.determination.effects import Effect, Effects, effect, together
from services.grants.domain.facts.case import Case
from services.grants.domain.policy.amending import ChangedValue, amended
from services.grants.domain.policy.changes import Change, changes
from services.grants.domain.policy.rules import GrantsPolicy
from services.grants.domain.policy.statute import StatutoryBase
from services.grants.in_force import policies
from shared import caseload
from shared.policies import load, read_file
from shared.schema import Model

Versions = tuple[GrantsPolicy, GrantsPolicy, StatutoryBase]
"""The version in force, the proposed one, and the law on its date."""


class Unread(Model):
    """A line that states no case, by its number."""

    line: int
    """Number of the line in the file, from 1."""
    problem: dict[str, object]
    """What is wrong with it, as a problem of this service."""


class WhatIf(Model):
    """A new version against the one in force: what it changes, and what that means."""

    version: str
    """Name of the new version."""
    against: str
    """The version in force with which it is compared."""
    changes: tuple[Change, ...]
    """Each value that differs."""
    effects: Effects | None
    """What it means for the cases that were given; null where none were."""
    unread: tuple[Unread, ...]
    """Lines that were left out because they state no case."""


@dataclass(frozen=True, slots=True)
class Written:
    """A policy file that is not in force."""

    file: str

    def versions(self) -> Versions:
        document = read_file(Path(self.file))
        on = document.effective_from
        before = policies.of_document(load(document.authority, on))
        return before, policies.of_document(document), policies.statute(on)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A district's policy in force on a day, with some of its values changed."""

    authority: str
    on: dt.date
    amendments: tuple[ChangedValue, ...]

    def versions(self) -> Versions:
        before = policies.policy(self.authority, self.on)
        after = GrantsPolicy(
            f"{before.version} as proposed",
            before.name,
            before.source,
            amended(before.rules, self.amendments),
        )
        return before, after, policies.statute(self.on)


HELD = 16
"""Proposals held at once."""

Proposal = Written | Proposed
Read = Callable[[object], Case]


@lru_cache(HELD)
def versions(proposal: Proposal) -> Versions:
    """Raises `InvalidPolicy` or `InvalidInput` for the proposal, `NoPolicy` where none is in force."""
    return proposal.versions()


def what_if(
    proposal: Proposal,
    cases: Iterable[bytes] | None,
    read: Read = Case.model_validate,
    few: int = caseload.LINES_A_TASK,
) -> WhatIf:
    """What a proposal changes, and what that means over cases in JSON Lines.

    Every case is decided as though it were made under either version; a few are at once, more by
    processes of their own.
    """
    before, after, _ = versions(proposal)
    effects, unread = _tried(proposal, cases, read, few) if cases is not None else (None, ())
    return WhatIf(
        version=after.version,
        against=before.version,
        changes=changes(before.rules, after.rules),
        effects=effects,
        unread=unread,
    )


def _effect(proposal: Proposal, read: Read, value: object) -> Effect:
    return effect(read(value), *versions(proposal))


def _tried(
    proposal: Proposal, cases: Iterable[bytes], read: Read, few: int
) -> tuple[Effects, tuple[Unread, ...]]:
    unread: list[Unread] = []
    answers = caseload.answers(partial(_effect, proposal, read), cases, few)
    effects = together(_effects(caseload.told(answers, "cases"), unread))
    return effects, tuple(unread)


def _effects(answers: Iterable[bytes], unread: list[Unread]) -> Iterator[Effect]:
    for number, answer in enumerate(answers, start=1):
        stated = orjson.loads(answer)
        if "before" in stated:
            yield Effect.model_validate(stated)
        else:
            unread.append(Unread(line=number, problem=stated))
