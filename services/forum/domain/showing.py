"""A line as others than the districts themselves may see it: small figures left out, sums coarse.

Whoever may act for a district has its own figures as they are. The rule of small numbers is that of
`shared.disclosure`; sums and whatever is counted among the cases of a figure are held to stricter ones,
since they are not part of its tables.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from services.forum.domain.counting import Cell
from shared.disclosure import LIMIT, TOTAL, Table, protect
from shared.schema import Model

COARSE = Decimal(1000)
"""To how many pounds a sum is rounded, half up."""
CASES = "cases"
ByDistrict = Mapping[str, Sequence[Cell]]


class DistrictCells(Model):
    """The figures of one district, or of all together."""

    district: str | None
    """ONS code of the district; null for all together."""
    cells: tuple[Cell, ...]
    """The whole line, then each part of its breakdown."""


def exact(found: ByDistrict, together: Sequence[Cell]) -> list[DistrictCells]:
    """The line as it is: each district, and all together where they are several."""
    rows = [DistrictCells(district=d, cells=tuple(cells)) for d, cells in found.items()]
    several = len(found) > 1
    return [*rows, DistrictCells(district=None, cells=tuple(together))] if several else rows


def shared(found: ByDistrict, together: Sequence[Cell], *, adds_up: bool) -> list[DistrictCells]:
    """The line as others may see it.

    Where a case can fall under several keys the parts do not add up: each is then protected by
    itself, and the whole is left out, so that nothing is taken from it.
    """
    keys = sorted({cell.key for cells in found.values() for cell in cells if cell.key is not None})
    tables = _tables(found, keys, adds_up=adds_up)
    return [
        DistrictCells(
            district=row.district,
            cells=tuple(
                _seen(c, tables[c.key], row.district) for c in row.cells if c.key in tables
            ),
        )
        for row in exact(found, together)
    ]


def _tables(found: ByDistrict, keys: Sequence[str], *, adds_up: bool) -> dict[str | None, Table]:
    if not keys:
        return {None: protect({d: {CASES: _cases(cells, None)} for d, cells in found.items()})}
    if adds_up:
        table = protect({d: {k: _cases(cells, k) for k in keys} for d, cells in found.items()})
        return dict.fromkeys((None, *keys), table)
    return {k: protect({d: {k: _cases(cells, k)} for d, cells in found.items()}) for k in keys}


def _cases(cells: Sequence[Cell], key: str | None) -> int:
    return next((cell.counts[CASES] for cell in cells if cell.key == key), 0)


def _seen(cell: Cell, table: Table, district: str | None) -> Cell:
    row = district or TOTAL
    of_row = [column for name, column in table.cells if name == row]
    column = cell.key if cell.key is not None else TOTAL if TOTAL in of_row else of_row[0]
    if table.shown(row, column) is None:
        return Cell(key=cell.key, hidden=True)
    if not cell.counts[CASES]:
        return cell
    sums = {name: coarse(amount) for name, amount in cell.sums.items()}
    return Cell(key=cell.key, counts=dict(_counts(cell)), sums=sums)


def _counts(cell: Cell) -> Iterator[tuple[str, int]]:
    """How many cases; what is counted among them only where it tells of nobody by itself."""
    cases = cell.counts[CASES]
    for name, count in cell.counts.items():
        if name == CASES or LIMIT <= count <= cases - LIMIT:
            yield name, count


def coarse(amount: Decimal) -> Decimal:
    """A sum of several cases as others see it: in thousands of pounds."""
    return (amount / COARSE).quantize(Decimal(1), ROUND_HALF_UP) * COARSE
