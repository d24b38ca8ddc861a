"""What was noted of a load while it ran: every call, every wait, every case that ended."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Literal, Self

Kind = Literal["call", "wait"]


@dataclass(frozen=True, slots=True)
class Took:
    """One call that was answered, or one wait for the effect of an event."""

    kind: Kind
    name: str
    ended: float
    """By the monotonic clock."""
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Carried:
    """One case that came to its end, or what stopped it."""

    kind: str
    ended: float
    failure: str | None

    @classmethod
    def now(cls, kind: str, failure: str | None) -> Self:
        """A case that has just ended."""
        return cls(kind, time.monotonic(), failure)


@dataclass
class Noted:
    """Kept by every caller at once."""

    took: list[Took] = field(default_factory=list)
    cases: list[Carried] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    _more: threading.Condition = field(default_factory=threading.Condition)

    @contextmanager
    def timed(self, kind: Kind, name: str) -> Iterator[None]:
        """Note how long the block took, where it was not refused."""
        began = time.monotonic()
        yield
        ended = time.monotonic()
        self.took.append(Took(kind, name, ended, (ended - began) * 1000))

    def ended(self, case: Carried) -> None:
        """Note a case, and tell who waits for it."""
        with self._more:
            self.cases.append(case)
            self._more.notify_all()

    def wait_for(self, cases: int) -> None:
        """Return once so many cases have ended."""
        with self._more:
            self._more.wait_for(lambda: len(self.cases) >= cases)

    @property
    def failures(self) -> list[str]:
        """What stopped a case, in the order in which it did."""
        return [case.failure for case in self.cases if case.failure]

    def pace(self, first: int, last: int) -> float:
        """Cases a second from the end of one case to that of another; 0 is the beginning."""
        since = self.cases[first - 1].ended if first else self.began
        return (last - first) / (self.cases[last - 1].ended - since)

    def between(self, first: int, last: int, kind: Kind) -> list[float]:
        """Milliseconds of the calls or waits that ended while those cases did."""
        since = self.cases[first - 1].ended if first else self.began
        until = self.cases[last - 1].ended
        some = list(self.took)
        return [t.milliseconds for t in some if t.kind == kind and since < t.ended <= until]

    def by_name(self, kind: Kind) -> dict[str, list[float]]:
        """Milliseconds of every call or wait, under its name."""
        names: dict[str, list[float]] = {}
        for took in self.took:
            if took.kind == kind:
                names.setdefault(took.name, []).append(took.milliseconds)
        return names


def cuts(milliseconds: Sequence[float]) -> tuple[float, float]:
    """What half and what 99 of 100 took at most."""
    if len(milliseconds) < 2:
        return (milliseconds[0], milliseconds[0]) if milliseconds else (0.0, 0.0)
    found = quantiles(milliseconds, n=100)
    return found[49], min(found[98], max(milliseconds))
