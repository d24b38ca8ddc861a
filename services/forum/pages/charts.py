"""Bar charts as they are drawn: where each bar lies. The figures stand in the table beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, LONGEST, LINE = 360, 270, 44
"""Of the drawing, of its longest bar, and from one bar to the next: a phone's screen takes them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure, and how it is written; None where it is suppressed: then there is no bar."""

    label: str
    value: Decimal | None
    shown: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under each other. `finding` says in a sentence what they show, not what they look like."""

    name: str
    """An id of the page."""
    title: str
    finding: str
    bars: Sequence[Bar]
    target: Decimal | None = None
    target_shown: str = ""

    @property
    def height(self) -> int:
        """Of the drawing, with a line for the target's name."""
        return LINE * len(self.bars) + (24 if self.target is not None else 4)

    @property
    def drawn(self) -> list[tuple[Bar, int, int]]:
        """Each bar, how far down it lies and how long it is."""
        return [
            (bar, LINE * number, self.along(bar.value or Decimal(0)))
            for number, bar in enumerate(self.bars)
        ]

    def along(self, value: Decimal) -> int:
        """How far a figure reaches; the largest reaches the end."""
        most = max([*(bar.value or Decimal(0) for bar in self.bars), self.target or Decimal(0)])
        return int(LONGEST * max(value, Decimal(0)) / most) if most > 0 else 0
