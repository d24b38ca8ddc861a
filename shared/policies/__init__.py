"""Each authority's policy as dated data: which document covers an authority on a date.

One file for each authority and version, `<ONS code>/<effective from>.yaml`, with a section for
each service that owns figures in it. `england/` holds the statutory base that all stand on, and
a template's folder what several districts took over. There is no editing at run time.
"""

import datetime as dt
import re
from functools import cache
from pathlib import Path

from shared.policies.document import (
    ROOT,
    Adoption,
    Amendment,
    Correction,
    Entry,
    M,
    PolicyDocument,
    ReadingEntry,
    read_file,
)
from shared.policies.reading import InvalidPolicy
from shared.problems import InvalidInput

__all__ = [
    "Adoption",
    "Amendment",
    "Correction",
    "Entry",
    "InvalidPolicy",
    "NoPolicy",
    "PolicyDocument",
    "ReadingEntry",
    "authorities",
    "check_all",
    "in_force",
    "load",
    "national",
    "read_file",
    "template",
    "versions",
]

_ONS_CODE = re.compile(r"E\d{8}", re.ASCII)
_NATIONAL = "england"


class NoPolicy(InvalidInput):
    """No policy covers this authority on this date; the nearest one is never used instead."""

    slug = "no-policy"
    title = "No policy covers this authority and date"


def load(authority: str, on: dt.date) -> PolicyDocument:
    """The policy of a district (ONS code) in force on a date. Raises `NoPolicy`."""
    if authority not in authorities():
        raise NoPolicy(
            f"there is no policy of this authority: known are {', '.join(authorities())}"
        )
    return _in_force(authority, on)


def national(on: dt.date) -> PolicyDocument:
    """What the Act, its orders and the guidance fix for every authority. Raises `NoPolicy`."""
    return _in_force(_NATIONAL, on)


def template(name: str) -> PolicyDocument:
    """A template by its `<folder>/<date>`. Raises `InvalidPolicy`."""
    return read_file(ROOT / f"{name}.yaml")


@cache
def authorities() -> tuple[str, ...]:
    """The ONS codes of the districts that have a policy, in order."""
    return tuple(sorted(d.name for d in ROOT.iterdir() if _ONS_CODE.fullmatch(d.name)))


def versions(authority: str) -> tuple[PolicyDocument, ...]:
    """Every version of a district's policy, oldest first."""
    return tuple(_read(authority, day) for day in _dates(authority))


def in_force(on: dt.date) -> tuple[PolicyDocument, ...]:
    """The policies in force on a date, by ONS code; none of a district that has none yet."""
    begun = ([d for d in versions(a) if d.effective_from <= on] for a in authorities())
    return tuple(documents[-1] for documents in begun if documents)


def check_all(section: str, model: type[M]) -> None:
    """Check a section of every district's every version; a service does so when it starts."""
    for authority in authorities():
        for document in versions(authority):
            document.section(section, model)


def _in_force(folder: str, on: dt.date) -> PolicyDocument:
    begun = [day for day in _dates(folder) if day <= on]
    if not begun:
        raise NoPolicy(f"no policy of {folder} covers {on}: the first is from {_dates(folder)[0]}")
    return _read(folder, begun[-1])


@cache
def _dates(folder: str) -> tuple[dt.date, ...]:
    return tuple(sorted(dt.date.fromisoformat(f.stem) for f in (ROOT / folder).glob("*.yaml")))


@cache
def _read(folder: str, day: dt.date) -> PolicyDocument:
    file = _file(folder, day)
    document = read_file(file)
    if (document.authority, document.effective_from) != (folder, day):
        raise InvalidPolicy(f"{folder}/{file.name}: its heading names {document.version}")
    return document


def _file(folder: str, day: dt.date) -> Path:
    return ROOT / folder / f"{day}.yaml"
