"""The templates of the letters, as data: a folder for each letter, in it one for each date.

A version that has been sent with stays as it is; a change is a new folder, dated from when it holds.
`letter.yaml` says what a letter has to be given and which clause each of its parts answers to.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.exceptions import UndefinedError

from shared.letters.wording import POINTS, Size, day, pounds
from shared.problems import Problem
from shared.schema import Model

HERE = Path(__file__).parent


class UnknownLetter(Problem):
    """There is no such letter, or none on that date, or it was not given what it needs."""

    slug = "letter-unknown"
    title = "This letter cannot be written"
    status = 422


class Part(Model):
    """What a letter has to say: the id under which it stands, and the clause that asks for it."""

    id: str
    clause: str


class Contents(Model):
    """What is known of one version of a letter."""

    title: str
    """Of the document; a screen reader says it first."""
    given: tuple[str, ...]
    """What it has to be given, by name."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as HTML, and by which template it was written."""

    letter: str
    version: str
    """The date from which the template holds."""
    html: str
    address: tuple[str, ...]
    """To whom it goes, line by line."""


def write(
    letter: str, on: dt.date, given: Mapping[str, Any], size: Size = Size.STANDARD
) -> Written:
    """The letter by its template of the date. Nothing it is given can be more than text."""
    version = version_on(letter, on)
    contents = contents_of(letter, version)
    if given.keys() != set(contents.given):
        wrong = ", ".join(sorted(given.keys() ^ set(contents.given)))
        raise UnknownLetter(f"{letter} {version} is not given what it needs: see {wrong}")
    template = _environment().get_template(f"{letter}/{version}/letter.html")
    try:
        html = template.render(given, title=contents.title, points=POINTS[size])
    except UndefinedError as error:
        raise UnknownLetter(f"{letter} {version}: {error.message}") from error
    return Written(letter, version, html, tuple(given["address"]))


def version_on(letter: str, on: dt.date) -> str:
    """The date from which the letter's template of a day holds."""
    holds = [version for version in versions(letter) if version <= on.isoformat()]
    if not holds:
        raise UnknownLetter(f"there is no template for that letter on {on}")
    return holds[-1]


@cache
def versions(letter: str) -> tuple[str, ...]:
    """The dates of the letter's templates, oldest first."""
    return tuple(
        sorted(
            path.parent.name
            for path in HERE.glob("*/*/letter.yaml")
            if path.parent.parent.name == letter
        )
    )


@cache
def letters() -> tuple[str, ...]:
    """The letters that there are templates for."""
    return tuple(sorted({path.parent.parent.name for path in HERE.glob("*/*/letter.yaml")}))


@cache
def contents_of(letter: str, version: str) -> Contents:
    """What is known of the version."""
    text = (HERE / letter / version / "letter.yaml").read_text("utf-8")
    return Contents.model_validate(yaml.safe_load(text))


@cache
def _environment() -> Environment:
    """Everything is escaped, whatever a template is called; what is not given is a fault."""
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": day, "pounds": pounds}
    return environment
