"""That a household has a home, and how both stood before: what a mistaken letting goes back to."""

import uuid
from typing import TypeVar

from shared.problems import WrongState
from shared.schema import Flag, Instant, Model


class Found(Model):
    """That a household found a home, and how it stood before."""

    at: Instant
    """When it was recorded: from then on the household is not looking."""
    home_before: uuid.UUID | None
    """The registered home in which it was said to live until then; null where none was known."""
    ended_before: Instant | None
    """When it had stopped looking until then; null where it was looking."""


class Housed(Found):
    """That a household has a home that it moved into or that was let to it."""

    by: uuid.UUID
    """The move or the bid by which it has it."""
    was_empty: Flag
    """That nobody lived in the home until then."""
    let_before: uuid.UUID | None = None
    """The move or the bid by which the home was lived in until then; null where none is known."""
    left: uuid.UUID | None = None
    """The home that became empty by it; null where none did."""
    left_let_before: uuid.UUID | None = None
    """The move or the bid by which that home was lived in; null where none is known."""
    advert_id: uuid.UUID | None = None
    """The advert that ended with it; null where the home was on offer in none."""


Kept = TypeVar("Kept", bound=Found)


def kept(found: Kept | None) -> Kept:
    """How household and home stood before. Raises `WrongState` where that was not kept yet."""
    if found is None:
        raise WrongState(
            "how it was before was not kept: say where the household lives and whether the home is"
            " empty, and have the household assessed again"
        )
    return found


def check_nobody_else(what: str, *, occupied: bool) -> None:
    """Refuse to give a home back into which somebody else has moved since."""
    if occupied:
        raise WrongState(
            f"somebody else has moved into {what} since: take that back first, or note that it is"
            " empty"
        )
