"""The cells of a row as answers, and what is to be said of each that left a doubt."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from shared.problems import InvalidInput
from shared.schema import Model
from shared.sheets.answers import Column, UnreadableError
from shared.sheets.cells import is_blank, read
from shared.sheets.tables import Row


class Remark(Model):
    """One cell: what was wrong with it, or how it was read where there was a doubt."""

    column: str
    """The column of the file, by its heading."""
    says: str
    """What was wrong, or how it was read."""
    taken: bool
    """Whether the cell was taken all the same."""


def read_cells(row: Row, columns: Sequence[Column | None]) -> tuple[dict[str, Any], list[Remark]]:
    """What the row's cells say, each in its place, and which of them say nothing of use."""
    answers: dict[str, Any] = {}
    remarks: list[Remark] = []
    for cell, column in zip(row.cells, columns, strict=False):
        if column is None or is_blank(cell):
            continue
        try:
            answer = read(cell, column)
            _put(answers, column.at.split("."), answer.value)
        except UnreadableError as error:
            remarks.append(Remark(column=column.heading, says=str(error), taken=False))
            continue
        if answer.remark:
            remarks.append(Remark(column=column.heading, says=answer.remark, taken=True))
    return answers, remarks


def _put(answers: dict[str, Any], path: list[str], value: Any) -> None:
    """Put an answer in its place; UnreadableError where what it measures was said not to be there."""
    place = answers
    for key in path[:-1]:
        place = place.setdefault(key, {})
        if place is None:
            raise UnreadableError(
                f"measured, though {key.replace('_', ' ')} is said not to be there"
            )
    if value == {} and isinstance(place.get(path[-1]), dict):
        return
    if value is None and place.get(path[-1]):
        raise UnreadableError("said not to be there, though it is measured")
    place[path[-1]] = value


def refusal(remarks: Sequence[Remark], error: ValidationError | InvalidInput | None = None) -> str:
    """What was wrong with cells, and every fault by the name of its field; never what they say."""
    unread = [f"{each.column}: {each.says}" for each in remarks if not each.taken]
    if error is None:
        return "; ".join(unread)
    problem = InvalidInput.of(error) if isinstance(error, ValidationError) else error
    faults = [f"{each.pointer[1:].replace('/', ' ')}: {each.detail}" for each in problem.errors]
    return "; ".join([*unread, *(faults or [str(problem)])])
