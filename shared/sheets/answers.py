"""What a reader of cells is given, and what it gives."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

YES = {"yes", "y", "true", "1", "x", "✓"}
NO = {"no", "n", "false", "0", "none"}
_WHOLE = re.compile(r"(-?\d+)\.0+", re.ASCII)


class UnreadableError(Exception):
    """The cell says nothing that can be used; the reason is the message."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a heading stands for."""

    at: str
    """Where the answer belongs in what the row is read as."""
    kind: str
    heading: str
    unit: str = "mm"
    plausible: tuple[int, int] = (0, 100_000)
    words: Mapping[str, str] = field(default_factory=dict)
    """Of a choice: the code for each word; of a count: the number that a word stands for."""


@dataclass(frozen=True, slots=True)
class Answer:
    value: Any
    remark: str | None = None
    """How it was read, where the cell left a doubt."""


def words_of(cell: object) -> str:
    """In small letters; a whole number without the point that spreadsheets put after it."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip().lower()
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text
