"""One authority's policy of one date, section by section, each checked by its owner's model."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from shared.policies.reading import InvalidPolicy, Written, read_yaml, short, without_clause
from shared.problems import InvalidInput
from shared.schema import Field, Model

ROOT = Path(__file__).parent
SECTIONS = frozenset({"means_test", "grants", "referral", "register", "payments"})

M = TypeVar("M", bound=Model)


class Entry(Model):
    """A figure or a condition, with where it stands in its document."""

    clause: str = Field(min_length=1)
    """Where it stands in its document."""
    also: tuple[str, ...] = ()
    """Other clauses that say the same."""
    reading: str | None = None
    """Where the document is unclear: the reading taken, and why."""


class Correction(Entry):
    """A reading that was put right: on which day, and what it was before."""

    made_on: dt.date
    """The day on which the reading was put right."""
    was: str
    """How it was read before."""


class Amendment(Entry):
    """A change that was made under delegation, without adopting the policy again (guidance 3.30)."""

    made_on: dt.date
    """From which day it holds."""
    by: str
    """Under whose authority."""
    what: str
    """What it changed."""


class Adoption(Entry):
    """How a policy was adopted, and when it is looked at again (guidance 3.20, 3.27, 3.30)."""

    adopted_on: dt.date | None = None
    """The day; None where the document leaves it open."""
    last_year: int | None = None
    """The last year of the policy's expected life."""
    review_by: dt.date | None = None
    """By when it is to be reviewed; None where the document sets no day."""
    review_months: int | None = None
    """How many months lie between reviews at the most."""
    minor_changes_by: str
    """Who may make minor changes without adopting it again."""
    amendments: tuple[Amendment, ...] = ()
    """What they changed, in the order in which it was changed."""


class ReadingEntry(Model):
    """The reading taken of an unclear clause, and the entry that it is recorded with."""

    at: str
    clause: str
    reading: str


class Header(Model):
    """What stands above the sections of a policy file."""

    authority: str
    name: str
    effective_from: dt.date
    source: str
    """The document that the file carries over."""
    reading: str | None = None
    """How the first day was found, where the document leaves it open."""
    corrections: tuple[Correction, ...] = ()
    summary: str | None = None
    """What the policy offers, in plain English, as the public is told (guidance 3.27)."""
    adoption: Adoption | None = None
    """None of the law, of a template, and of a district whose own document is not at hand."""
    based_on: str | None = None
    """A template's `<folder>/<date>`: what a section of this file does not say is the template's."""


@dataclass(frozen=True, slots=True, eq=False)
class PolicyDocument:
    """A policy in force from a date, until the authority's next one."""

    header: Header
    sections: Mapping[str, Written]
    _checked: dict[tuple[str, type[Model]], Model] = field(default_factory=dict)

    @property
    def authority(self) -> str:
        return self.header.authority

    @property
    def effective_from(self) -> dt.date:
        return self.header.effective_from

    @property
    def version(self) -> str:
        """What a decision records, such as `E07000081/2026-02-01`."""
        return f"{self.authority}/{self.effective_from}"

    @property
    def readings(self) -> tuple[ReadingEntry, ...]:
        """Every reading taken, in order, with the place of its entry."""
        first = self.header.reading
        of_day = [ReadingEntry(at="effective_from", clause="", reading=first)] if first else []
        return (*of_day, *(r for k, w in self.sections.items() for r in _readings(w.values, k)))

    def section(self, name: str, model: type[M]) -> M:
        """The section in its owner's model; an absent one is empty. Raises `InvalidPolicy`."""
        key = (name, model)
        if key not in self._checked:
            self._checked[key] = _check(self.sections.get(name), name, model)
        found = self._checked[key]
        assert isinstance(found, model)
        return found


def read_file(file: Path) -> PolicyDocument:
    """The document in a file, over the template that it is based on. Raises `InvalidPolicy`."""
    parts = read_yaml(file)
    header = _header(file, {k: w for k, w in parts.items() if k not in SECTIONS})
    own = {k: w for k, w in parts.items() if k in SECTIONS}
    if header.based_on is None:
        return PolicyDocument(header, own)
    template = read_file(ROOT / f"{header.based_on}.yaml").sections
    merged = {k: w.over(template[k]) if k in template else w for k, w in own.items()}
    return PolicyDocument(header, {**template, **merged})


def _readings(value: object, at: str) -> Iterator[ReadingEntry]:
    if isinstance(value, dict):
        if reading := value.get("reading"):
            yield ReadingEntry(at=at, clause=value["clause"], reading=" ".join(reading.split()))
        for key, inner in value.items():
            yield from _readings(inner, f"{at}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _readings(inner, f"{at}.{number}")


def _header(file: Path, parts: Mapping[str, Written]) -> Header:
    try:
        return Header.model_validate({key: written.values for key, written in parts.items()})
    except ValidationError as error:
        raise InvalidPolicy(
            f"{short(file)}: the heading is not valid",
            InvalidInput.of(error).errors,
        ) from error


def _check(written: Written | None, name: str, model: type[M]) -> M:
    try:
        value = model.model_validate({} if written is None else written.values)
    except ValidationError as error:
        if written is None:
            raise InvalidPolicy(f"there is no section {name}") from error
        raise InvalidPolicy(
            f"the section {name} is not valid",
            (
                written.fault(e["loc"], found.detail)
                for e, found in zip(
                    error.errors(include_url=False), InvalidInput.of(error).errors, strict=True
                )
            ),
        ) from error
    if written and (bare := tuple(without_clause(written))):
        raise InvalidPolicy(f"the section {name} is not valid", bare)
    return value
