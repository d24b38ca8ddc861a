"""Reads the dated figures in `data/` and resolves the day: nothing covers a day outside the sets."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.means_test.domain.figures import Figure, Figures, PensionableAge
from shared.problems import InvalidInput

DATA = Path(__file__).parent / "data"

OPTIONAL = frozenset({"tax_credit_limit", "sch1_single_main_phase_esa"})
"""Figures that took effect only within or after a set."""


@dataclass(frozen=True, slots=True, eq=False)
class ParameterSet:
    """One file: its entries, and the days on which any of them took effect."""

    id: str
    effective_from: dt.date
    effective_to: dt.date | None
    figures: Mapping[str, Any]
    lists: Mapping[str, Any]
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
    content: dict[str, Any] = yaml.safe_load(path.read_text())
    set_id, first, last = (
        content.pop(k) for k in ("parameter_set", "effective_from", "effective_to")
    )
    figures: dict[str, Any] = content.pop("figures")
    dated = [*figures.values(), *(entry for entries in content.values() for entry in entries)]
    changes = sorted({max(first, entry["from"]) for entry in dated})
    return ParameterSet(set_id, first, last, figures, content, tuple(changes))


@cache
def _figures(parameters: ParameterSet, changes_made: int) -> Figures:
    """A set as it stands after that many of its changes."""
    day = parameters.changes[changes_made - 1]
    entries: dict[str, Any] = {
        name: Figure(Fraction(entry["value"]), entry["provision"])
        for name, entry in parameters.figures.items()
        if entry["from"] <= day
    }
    for name, listed in parameters.lists.items():
        entries[name] = {e["code"]: e["provision"] for e in listed if e["from"] <= day}
    absent: dict[str, Any] = dict.fromkeys(OPTIONAL - entries.keys())
    return Figures(
        parameter_set=parameters.id, pensionable_age=_pensionable_age(), **absent, **entries
    )


@cache
def _pensionable_age() -> tuple[PensionableAge, ...]:
    rows = yaml.safe_load((DATA / "pensionable-age.yaml").read_text())["pensionable_age"]
    return tuple(
        PensionableAge(r["born_from"], r.get("reached_on"), r.get("years", 0), r.get("months", 0))
        for r in rows
    )
