"""What the forum reports, as dated data: lines with their definitions.

A line's definition is what its readers are told; the measure that it names is what is counted.
"""

from functools import cache
from pathlib import Path

import yaml

from services.forum.domain.measures import BREAKDOWNS, MEASURES
from shared.problems import InvalidInput
from shared.schema import Field, Model

ROOT = Path(__file__).parent
RETURNS = ROOT / "returns"
OF_DISTRICTS = frozenset(
    {"trainings", "categorised_stock", "funds", "spent_beside", "times", "people"}
)
"""Measures that are no count of cases, and so have none behind them."""


class Line(Model):
    """One line of a report."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """Stable, in addresses and corrections."""
    group: str
    """The heading under which it stands."""
    title: str
    """What people call it."""
    measure: str
    """What is counted."""
    by: str | None = None
    """By what it is broken down; null where it is not."""
    definition: str
    """What is counted and what is not, and from when a case counts."""
    clause: str
    """Where it is asked for."""

    def model_post_init(self, _context: object, /) -> None:
        if self.measure not in MEASURES.keys() | OF_DISTRICTS:
            raise ValueError(f"{self.code}: there is no measure {self.measure}")
        if self.by is not None and self.by not in BREAKDOWNS:
            raise ValueError(f"{self.code}: there is no breakdown {self.by}")


class Form(Model):
    """A report as it is drawn up: its lines in order."""

    title: str
    """What the report is called."""
    about: str
    """Who asks for it and what is settled by it."""
    lines: tuple[Line, ...]
    """Its lines, in the order in which they are printed."""

    def model_post_init(self, _context: object, /) -> None:
        if len(codes := [line.code for line in self.lines]) > len(set(codes)):
            raise ValueError(f"{self.title}: two lines have one code")


class NoForm(InvalidInput):
    """There is no form for this year: the nearest one is never used instead."""

    slug = "no-form"
    title = "There is no form of the return for this year"


@cache
def form(name: str) -> Form:
    """The report of that name."""
    return _read(ROOT / f"{name}.yaml")


@cache
def return_form(year: int) -> tuple[str, Form]:
    """The version of the return's form that a financial year goes by. Raises `NoForm`."""
    begun = [version for version in _versions() if version <= year]
    if not begun:
        raise NoForm(f"the first form is of {first_return()}")
    return str(begun[-1]), _read_return(begun[-1])


def first_return() -> int:
    """The first financial year for which there is a form of the return."""
    return _versions()[0]


def check() -> None:
    """Read every report; raises where one names what there is not."""
    for name in ("impact", "equity"):
        form(name)
    for file in RETURNS.glob("*.yaml"):
        return_form(int(file.stem))


@cache
def _versions() -> tuple[int, ...]:
    return tuple(sorted(int(file.stem) for file in RETURNS.glob("*.yaml")))


@cache
def _read_return(version: int) -> Form:
    """A form of the return: the lines of the one that it comes after, then its own."""
    stated = yaml.safe_load((RETURNS / f"{version}.yaml").read_text(encoding="utf-8"))
    before = stated.pop("after", None)
    own = Form.model_validate(stated)
    lines = _read_return(before).lines if before else ()
    return Form(title=own.title, about=own.about, lines=(*lines, *own.lines))


def _read(file: Path) -> Form:
    return Form.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
