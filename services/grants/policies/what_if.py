"""The 'what if' of a forum: a policy that is not in force, tried over many cases.

The policy is a file, or the one in force with some of its values changed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import orjson

from services.grants.domain.determination.effects import Effect, effect, joined, together
from services.grants.domain.determination.trial import Problem, Trial, Unread, WhatIf
from services.grants.domain.facts.case import Case
from services.grants.domain.policy.amending import amended
from services.grants.domain.policy.changes import changes
from services.grants.domain.policy.rules import GrantsPolicy
from services.grants.domain.policy.statute import StatutoryBase
from services.grants.in_force import policies
from shared import caseload
from shared.policies import load, read_file

Versions = tuple[GrantsPolicy, GrantsPolicy, StatutoryBase]
"""The version in force, the proposed one, and the law on its date."""


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

    asked: Trial

    def versions(self) -> Versions:
        before = policies.policy(self.asked.authority, self.asked.on)
        after = GrantsPolicy(
            f"{before.version} as proposed",
            before.name,
            before.source,
            amended(before.rules, self.asked.changes),
        )
        return before, after, policies.statute(self.asked.on)


HELD = 16
"""Proposals held at once."""

Proposal = Written | Proposed
Read = Callable[[object], Case]


@lru_cache(HELD)
def versions(proposal: Proposal) -> Versions:
    """Raises `InvalidPolicy` or `InvalidInput` for the proposal, `NoPolicy` where none is in force."""
    return proposal.versions()


def compared(proposal: Proposal) -> WhatIf:
    """What a proposal changes, before any case is looked at."""
    before, after, _ = versions(proposal)
    changed = changes(before.rules, after.rules)
    return WhatIf(
        version=after.version, against=before.version, changes=changed, effects=None, unread=()
    )


def tried(
    proposal: Proposal,
    cases: Iterable[bytes],
    read: Read = Case.model_validate,
    few: int = caseload.LINES_A_TASK,
    first: int = 1,
) -> Iterator[Effect | Unread]:
    """What each case in JSON Lines comes to, in order; `first` is the number of the first line.

    Every case is decided as though it were made under either version; a few are at once, more by
    processes of their own.
    """
    answers = caseload.answers(partial(_effect, proposal, read), cases, few)
    for number, answer in enumerate(answers, start=first):
        stated = orjson.loads(answer)
        known = "before" in stated
        yield (
            Effect.model_validate(stated) if known else Unread(line=number, problem=Problem(stated))
        )


def with_cases(what_if: WhatIf, found: Iterable[Effect | Unread]) -> WhatIf:
    """The same with what so many more cases come to."""
    every = list(found)
    effects = together(one for one in every if isinstance(one, Effect))
    if what_if.effects is not None:
        effects = joined(what_if.effects, effects)
    unread = (*what_if.unread, *(one for one in every if isinstance(one, Unread)))
    return what_if.model_copy(update={"effects": effects, "unread": unread})


def what_if(proposal: Proposal, cases: Iterable[bytes] | None) -> WhatIf:
    """What a proposal changes, and what that means over cases in JSON Lines."""
    found = compared(proposal)
    if cases is None:
        return found
    return with_cases(found, caseload.told(tried(proposal, cases), "cases"))


def _effect(proposal: Proposal, read: Read, value: object) -> Effect:
    return effect(read(value), *versions(proposal))
