"""What was recorded on a case, entry by entry, and what of it stands."""

import datetime as dt
from dataclasses import dataclass
from typing import Self, TypeVar

from services.grants.domain.casework.entries_of_amending import StruckOut
from services.grants.domain.casework.entry import Entry
from shared.contracts.event import Event

E = TypeVar("E", bound=Entry | Event)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry of a history: what was recorded, when, and by whom."""

    number: int
    at: dt.datetime
    by: str
    entry: Entry | Event


@dataclass(frozen=True, slots=True)
class Records:
    """Entries in the order in which they were made; none is ever changed."""

    records: tuple[Recorded, ...] = ()

    def then(self, record: Recorded) -> Self:
        """The same with one more entry."""
        return type(self)((*self.records, record))

    def until(self, number: int) -> Self:
        """As it was when the entry of that number was the last."""
        return type(self)(tuple(r for r in self.records if r.number <= number))

    def number_of(self, entry: Entry) -> int:
        """Under which number an entry of these stands."""
        return next(r.number for r in self.records if r.entry is entry)

    @property
    def struck_out(self) -> frozenset[int]:
        """The numbers of those that were struck out as made by mistake."""
        return frozenset(r.entry.number for r in self.records if isinstance(r.entry, StruckOut))

    @property
    def standing(self) -> tuple[Recorded, ...]:
        """The records without those that were struck out as made by mistake."""
        struck = self.struck_out
        return tuple(r for r in self.records if r.number not in struck) if struck else self.records

    def all(self, kind: type[E]) -> list[E]:
        """Every entry of a kind, in order."""
        return [r.entry for r in self.standing if isinstance(r.entry, kind)]

    def latest(self, kind: type[E]) -> E | None:
        """The last entry of a kind, which counts."""
        return next(iter(reversed(self.all(kind))), None)
