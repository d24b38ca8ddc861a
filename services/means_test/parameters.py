"""Reads the dated figures in `data/` and resolves the day: nothing covers a day outside the sets."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.means_test.domain.availability import Availability, Span
from services.means_test.domain.figures import (
    Figure,
    Figures,
    PensionableAge,
    Schedule1,
    Schedule1A,
)
from shared.problems import InvalidInput

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, eq=False)
class ParameterSet:
    """One file: its entries, and the days on which any of them took effect."""

    HEADING = ("parameter_set", "effective_from", "effective_to")

    id: str
    effective_from: dt.date
    effective_to: dt.date | None
    parts: Mapping[str, Any]
    changes: tuple[dt.date, ...]

    def covers(self, day: dt.date) -> bool:
        """From its first day to its last, where it has one."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


def figures_on(day: dt.date) -> Figures:
    """The figures in force on a day, for applications made then; a day not covered is refused."""
    for parameters in parameter_sets():
        if parameters.covers(day):
            return _figures(parameters, bisect_right(parameters.changes, day))
    first = min(p.effective_from for p in parameter_sets())
    detail = f"no parameter set covers this date: the first begins on {first}"
    raise InvalidInput.at("/application/made_on", detail)


@cache
def parameter_sets() -> tuple[ParameterSet, ...]:
    """Every set, read once."""
    return tuple(_read_set(path) for path in sorted(DATA.glob("[0-9]*.yaml")))


def _read_set(path: Path) -> ParameterSet:
    content = _read(path)
    set_id, first, last = (content.pop(key) for key in ParameterSet.HEADING)
    dated = (entry for part in content.values() for entry in _entries(part))
    changes = sorted({max(first, entry["from"]) for entry in dated})
    return ParameterSet(set_id, first, last, content, tuple(changes))


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(path.read_text(), yaml.CSafeLoader)
    return content


def _entries(part: dict[str, Any] | list[Any]) -> Iterable[dict[str, Any]]:
    return filter(None, part.values() if isinstance(part, dict) else part)


@cache
def _figures(parameters: ParameterSet, changes_made: int) -> Figures:
    """A set as it stands after that many of its changes."""
    day = parameters.changes[changes_made - 1]
    parts: dict[str, Any] = {
        name: _of_day(part, day) if isinstance(part, dict) else _codes_of_day(part, day)
        for name, part in parameters.parts.items()
    }
    return Figures(
        parameter_set=parameters.id,
        pensionable_age=_pensionable_age(),
        available=_availability(),
        sch1=Schedule1(**parts.pop("sch1")),
        sch1a=Schedule1A(**parts.pop("sch1a")),
        **parts.pop("figures"),
        **parts,
    )


def _of_day(figures: dict[str, Any], day: dt.date) -> dict[str, Any]:
    """The figures, None for one that has not taken effect."""
    return {
        name: Figure(Fraction(entry["value"]), entry["provision"])
        if entry and entry["from"] <= day
        else None
        for name, entry in figures.items()
    }


def _codes_of_day(listed: list[Any], day: dt.date) -> dict[str, Any]:
    return {entry["code"]: entry["provision"] for entry in listed if entry["from"] <= day}


@cache
def _pensionable_age() -> tuple[PensionableAge, ...]:
    rows = _read(DATA / "pensionable-age.yaml")["pensionable_age"]
    return tuple(
        PensionableAge(r["born_from"], r.get("reached_on"), r.get("years", 0), r.get("months", 0))
        for r in rows
    )


@cache
def _availability() -> Availability:
    parts = _read(DATA / "available.yaml")
    return Availability(
        **{
            part: {
                code: Span(e["from"], e.get("to"), e.get("doubtful_after"), e["source"])
                for code, e in entries.items()
            }
            for part, entries in parts.items()
        }
    )
