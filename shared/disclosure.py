"""Small numbers in what others see: hidden, and so that no total gives them away.

A count of one to seven is hidden, and so is one that is the whole of its row, since it would tell
something of everybody in it (the rule of NHS England's hospital figures; nought is shown). Then
further counts are hidden until nobody can work a hidden one out to within two: neither from the
totals, nor a district that knows its own row. What is shown is exact; what is hidden bears one mark,
whatever it was hidden for. Nothing is left to noise or rounding, so what is published twice is the
same.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from shared.flows import ENDLESS, Graph, Node

LIMIT = 8
"""The smallest count above nought that is shown."""
WIDTH = 3
"""How far apart the least and the most must lie that a hidden count could be."""
BEYOND = 3
"""How many values must lie beyond a percentile that is shown."""
TOTAL = "total"
"""The name of the row and of the column of totals."""

Counts = Mapping[str, Mapping[str, int]]
"""Counts by row and column; each row has the same columns. A row is what one district knows."""
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of counts with its totals, and which of them are hidden."""

    cells: Mapping[Key, int]
    hidden: frozenset[Key]

    def shown(self, row: str, column: str) -> int | None:
        """The count as others see it; None where it is hidden."""
        return None if (row, column) in self.hidden else self.cells[row, column]


def protect(counts: Counts) -> Table:
    """The table as others may see it: none is hidden that could be shown with the others hidden."""
    cells, hidden = _cells(counts), set[Key]()
    views = [View(counts), *(View(counts, known=row) for row in counts if len(counts) > 1)]
    while (key := _to_hide(cells, views, hidden)) is not None:
        hidden.add(key)
    for key in sorted(hidden, key=lambda each: _loss(each, cells), reverse=True):
        if _to_hide(cells, views, hidden - {key}) is None:
            hidden.remove(key)
    return Table(cells, frozenset(hidden))


def protect_list(counts: Mapping[str, int]) -> Mapping[str, int | None]:
    """One breakdown, with its total, as others may see it."""
    table = protect({"": counts})
    return {column: table.shown("", column) for _, column in table.cells}


def may_average(values: Sequence[object]) -> bool:
    """Whether a mean of these may be shown: enough stand behind it."""
    return len(values) >= LIMIT


def may_rank(values: Sequence[object], percent: int) -> bool:
    """Whether a percentile of these may be shown: no single person's figure is near it."""
    beyond = len(values) * min(percent, 100 - percent) // 100
    return may_average(values) and beyond >= BEYOND


class View:
    """A table as somebody reads it who may know one row of it: what is left without that row."""

    def __init__(self, counts: Counts, known: str | None = None) -> None:
        self.cells = _cells(counts)
        if known is not None:
            for (row, column), count in list(self.cells.items()):
                if row == known:
                    del self.cells[row, column]
                    self.cells[TOTAL, column] -= count
        self._rows_add_up = any(row == TOTAL for row, _ in self.cells)
        self._columns_add_up = any(column == TOTAL for _, column in self.cells)

    def bare(self, hidden: AbstractSet[Key]) -> Key | None:
        """A count that is to be hidden and is not."""
        return next((key for key in self.cells if self._small(key) and key not in hidden), None)

    def told(self, hidden: AbstractSet[Key]) -> Key | None:
        """A small count that is hidden and can be worked out to within two."""
        small = (key for key in self.cells if key in hidden and self._small(key))
        return next((key for key in small if self.width(key, hidden) < WIDTH), None)

    def width(self, key: Key, hidden: AbstractSet[Key]) -> int:
        """How far a hidden count could lie from itself, down and up, with all that is shown the same.

        As far as the others that are hidden can make up for it: a flow from its row to its column,
        or back. A total grows as its parts do, so its flow goes the other way.
        """
        if not (self._rows_add_up or self._columns_add_up):
            return ENDLESS
        others = Graph()
        for other in hidden & self.cells.keys() - {key}:
            start, end = self._ends(other)
            others.join(start, end, backward=self.cells[other])
        start, end = self._ends(key)
        return others.most(end, start) + min(others.most(start, end), self.cells[key])

    def _small(self, key: Key) -> bool:
        row, column = key
        count, whole = self.cells[key], self.cells.get((row, TOTAL))
        return 0 < count < LIMIT or (column != TOTAL and 0 < count == whole)

    def _ends(self, key: Key) -> tuple[Node, Node]:
        """From where to where it flows as it grows; where nothing is added up all ends are one."""
        row, column = key
        of_row = ("row", row if self._columns_add_up else "")
        of_column = ("column", column if self._rows_add_up else "")
        is_part = (row == TOTAL) == (column == TOTAL)
        return (of_row, of_column) if is_part else (of_column, of_row)


def _to_hide(
    cells: Mapping[Key, int], views: Sequence[View], hidden: AbstractSet[Key]
) -> Key | None:
    """What is to be hidden next; None once nothing is given away."""
    for view in views:
        if (bare := view.bare(hidden)) is not None:
            return bare
    for view in views:
        if (told := view.told(hidden)) is not None:
            return min(_beside(told, cells, hidden), key=lambda key: _loss(key, cells))
    return None


def _beside(told: Key, cells: Mapping[Key, int], hidden: AbstractSet[Key]) -> Iterator[Key]:
    """What is shown in its row or column; where nothing is, whatever is shown."""
    shown = [key for key in cells if key not in hidden]
    near = [key for key in shown if key[0] == told[0] or key[1] == told[1]]
    yield from near or shown


def _loss(key: Key, cells: Mapping[Key, int]) -> tuple[int, int, Key]:
    """Totals are hidden last, and of the others the smallest first."""
    return (key.count(TOTAL), cells[key], key)


def _cells(counts: Counts) -> dict[Key, int]:
    """Every count with the totals; one row or column has no total of its own kind."""
    rows = {name: dict(row) for name, row in counts.items()}
    if len(rows) > 1:
        columns = next(iter(rows.values()))
        rows[TOTAL] = {c: sum(row[c] for row in counts.values()) for c in columns}
    for row in rows.values():
        if len(row) > 1:
            row[TOTAL] = sum(row.values())
    return {(name, column): count for name, row in rows.items() for column, count in row.items()}
