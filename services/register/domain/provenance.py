"""Where each measurement comes from, and which of two that disagree is kept.

A survey outranks the design standard, and that outranks what a landlord claims; of equals the later
one is kept. So a provider's file sent again changes nothing, and never undoes a survey.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from services.register.domain.survey import Path
from shared.problems import pointer_to
from shared.schema import Date, Model


class Basis(StrEnum):
    """Best first."""

    SURVEYED = "surveyed"
    DESIGN_STANDARD = "design_standard"
    LANDLORD_CLAIM = "landlord_claim"


_RANK = {basis: -n for n, basis in enumerate(Basis)}


class Source(Model):
    basis: Basis
    """What the answer rests on."""
    on: Date
    """The day it was measured or stated."""

    def yields_to(self, other: "Source") -> bool:
        return (_RANK[other.basis], other.on) >= (_RANK[self.basis], self.on)


def source_of(surveyed_on: dt.date | None, basis: Basis, today: dt.date) -> Source:
    """Of a row of a provider's file: without a day of survey it is no more than a claim of today."""
    if surveyed_on is None or surveyed_on > today:
        return Source(basis=Basis.LANDLORD_CLAIM, on=today)
    return Source(basis=basis, on=surveyed_on)


class Record(Model):
    """A survey's answers with the source of each, by JSON pointer; unknown where there is none."""

    answers: dict[str, Any]
    sources: dict[str, Source]


def merged(record: Record, incoming: Mapping[str, Any], source: Source) -> Record:
    """The record with the incoming answers that are as good as what they would replace.

    An answer stands against the one in its place, a thing said not to be there against everything
    measured of it, and a thing only said to be there against its absence.
    """
    kept = dict(_leaves(record.answers))
    sources = dict(record.sources)
    for path, value in _leaves(incoming):
        rivals = _rivals(kept, path, value)
        before = [sources.get(pointer_to(rival)) for rival in rivals]
        if all(known is None or known.yields_to(source) for known in before):
            for rival in (*rivals, *_said_to_be_there(kept, path)):
                del kept[rival]
                sources.pop(pointer_to(rival), None)
            if value != {} or not _below(kept, path):
                kept[path], sources[pointer_to(path)] = value, source
    return Record(answers=_nested(kept), sources=sources)


def _rivals(kept: Mapping[Path, Any], path: Path, value: Any) -> list[Path]:
    """The answers that cannot stand beside the incoming one."""
    above = [path[:depth] for depth in range(1, len(path) + 1)]
    against = [other for other in above if other in kept and (kept[other] != {} or other == path)]
    return against + (_below(kept, path) if value is None else [])


def _said_to_be_there(kept: Mapping[Path, Any], path: Path) -> list[Path]:
    """What the incoming answer measures something of, and of which nothing was measured so far."""
    return [path[:n] for n in range(1, len(path)) if kept.get(path[:n]) == {}]


def _below(kept: Mapping[Path, Any], path: Path) -> list[Path]:
    return [other for other in kept if len(other) > len(path) and other[: len(path)] == path]


def _leaves(answers: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Single answers by path: a thing that is there, but of which nothing is measured, is one."""
    for key, value in answers.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _nested(leaves: Mapping[Path, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for path, value in leaves.items():
        place = answers
        for key in path[:-1]:
            place = place.setdefault(str(key), {})
        place[str(path[-1])] = value
    return answers
