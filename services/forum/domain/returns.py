"""Corrections of a return: what stands in it instead of what was counted, and why."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

from services.forum.domain.counting import Cell
from shared.bounds import AtMost, Shaped
from shared.contracts.event import District
from shared.money import NIL
from shared.problems import InvalidInput
from shared.schema import Field, Instant, Model, SignedPounds, example

Name = Annotated[
    str,
    Field(max_length=60),
    Shaped(r"^[a-z][a-z0-9_]*$", "a code is small letters, digits and underscores, such as cases"),
]


class FigureCorrection(Model):
    """One figure of a district's return as it has to stand, with the reason."""

    model_config = example(
        district="E07000081",
        year=2025,
        line="completions",
        key="owner_occupier",
        figure="cases",
        value="41",
        reason="Two grants of March were certified on paper and entered in May.",
    )

    district: District
    """ONS code of the district whose return it is."""
    year: Annotated[int, Field(strict=True, ge=2008, le=2100)]
    """The financial year, by the year in which it begins on 1 April."""
    line: Name
    """Code of the line."""
    key: Name | None = None
    """The key of the line's breakdown; null for the whole line."""
    figure: Name
    """Which figure of it: `cases`, or the name of a sum."""
    value: SignedPounds
    """What it has to be: a number of cases, or pounds."""
    reason: Annotated[str, Field(min_length=1), AtMost(500)]
    """Why; nothing about a person. Kept with the return."""


class CorrectedFigure(Model):
    """A figure that was corrected; the last correction of a figure counts, all are kept."""

    number: int
    """Counts the corrections of the return in the order in which they were made."""
    line: str
    """Code of the line."""
    key: str | None
    """The key of the line's breakdown; null for the whole line."""
    figure: str
    """Which figure of it."""
    counted: Decimal
    """What was counted when it was corrected."""
    value: Decimal
    """What stands there instead."""
    reason: str
    """Why."""
    at: Instant
    """When it was corrected."""
    by: str
    """By whom: the token's subject."""


def cell_of(cells: Sequence[Cell], key: str | None) -> Cell:
    """The cell of a key; where nothing was counted under it, the line's figures at nought."""
    found = next((cell for cell in cells if cell.key == key), None)
    if found is not None:
        return found
    whole = cells[0] if cells else Cell(key=None)
    nought = {"counts": dict.fromkeys(whole.counts, 0), "sums": dict.fromkeys(whole.sums, NIL)}
    return whole.model_copy(update={"key": key, **nought})


def figure_of(cell: Cell, figure: str) -> Decimal:
    """A figure of a cell, by name. Raises `InvalidInput` where the line has none of that name."""
    found = {**{name: Decimal(n) for name, n in cell.counts.items()}, **cell.sums}
    if figure not in found:
        raise InvalidInput.at("/figure", f"not a figure of this line: {', '.join(found)}")
    return found[figure]


def check_value(cell: Cell, figure: str, value: Decimal) -> None:
    """What is counted is a whole number, nought or more. Raises `InvalidInput`."""
    if figure in cell.counts and (value < 0 or value != int(value)):
        raise InvalidInput.at("/value", "what is counted is a whole number, nought or more")


def is_superseded(correction: CorrectedFigure, later: CorrectedFigure) -> bool:
    """Whether the other one is of the same figure and was made later."""
    same = (later.line, later.key, later.figure) == (
        correction.line,
        correction.key,
        correction.figure,
    )
    return same and later.number > correction.number


def corrected(cell: Cell, corrections: Sequence[CorrectedFigure]) -> Cell:
    """The cell with what its corrections say, the last one of a figure counting."""
    counts, sums = dict(cell.counts), dict(cell.sums)
    for each in corrections:
        if each.figure in counts:
            counts[each.figure] = int(each.value)
        else:
            sums[each.figure] = each.value
    return cell.model_copy(update={"counts": counts, "sums": sums})
