"""What a survey recorded, read in three values: a measurement, `None` (there is none), UNKNOWN.

Every measurement that a rule looks at is noted, so that a category can say how much of the home
was tested and what was not. An unmeasured value never becomes a pass in silence.
"""

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, Final, Literal

from shared.problems import pointer_to


class Unknown(Enum):
    """Not recorded."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
Truth = bool | Literal[Unknown.UNKNOWN]
Path = tuple[str | int, ...]

_GROUPS = ("internal", "hall", "kitchen", "bathroom", "landlord")
"""Headings of the survey form: one that is absent has blank answers, not an unknown presence."""

_SAME_DOOR = {
    "combined_bathroom": {"combined_bathroom", "bathroom"},
    "wc": {"wc", "separate_wc"},
}


@lru_cache(maxsize=4096)
def _pointer(path: Path) -> str:
    return pointer_to(path)


class Survey:
    """The answers of one survey, and which of them the rules looked at."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = {group: {} for group in _GROUPS} | dict(answers)
        self.tested: set[str] = set()
        self.unknown: set[str] = set()
        self._seen: dict[Path, Any] = {}

    def at(self, path: Path) -> Any:
        """The value, None where it or what it belongs to is not there, or UNKNOWN; noted."""
        if path in self._seen:
            return self._seen[path]
        value, depth = self._walk(path)
        if value is UNKNOWN:
            self.unknown.add(_pointer(path[:depth]))
        elif depth == len(path):
            self.tested.add(_pointer(path))
        self._seen[path] = value
        return value

    def peek(self, path: Path) -> Any:
        """The same without noting it: for questions about the form, not about the home."""
        return self._walk(path)[0]

    def _walk(self, path: Path) -> tuple[Any, int]:
        """What is at the path, and how many of its steps there were to follow."""
        value: Any = self.answers
        for depth, key in enumerate(path):
            if value is None:
                return None, depth
            if isinstance(key, str) and key not in value:
                return UNKNOWN, depth + 1
            value = value[key]
        return value, len(path)

    def ramp_parts(self, path: Path) -> list[Path]:
        """Where the ramp's gradients are: its sections where given, else the ramp as a whole."""
        sections = self.peek((*path, "sections"))
        if isinstance(sections, list) and sections:
            return [(*path, "sections", n) for n in range(len(sections))]
        return [path]

    def doors(self) -> tuple[list[int], bool]:
        """The internal doors measured, mm, and whether that is all of them.

        A room on the access level whose door was not measured is noted as unknown.
        """
        widths = self.at(("door_widths",))
        if widths is None:
            return [], True
        if widths is UNKNOWN or not widths:
            self.unknown.add("/door_widths")
            return [], False
        self.tested |= {_pointer(("door_widths", room)) for room in widths}
        rooms = self.peek(("internal", "rooms_on_access_level"))
        listed = rooms if isinstance(rooms, list) else []
        missing = [room for room in listed if not _SAME_DOOR.get(room, {room}) & widths.keys()]
        self.unknown |= {_pointer(("door_widths", room)) for room in missing}
        return [w for w in widths.values() if w is not None], not missing
