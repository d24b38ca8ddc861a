"""The life of a thing: a table of its steps, each from one state to another under a clause."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from shared.problems import WrongState

Step = TypeVar("Step", bound=StrEnum)
State = TypeVar("State", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[Step, State]):
    """A step from one state to another, and the clause that provides for it."""

    step: Step
    origin: State | None
    """None where the life begins with the step."""
    to: State
    clause: str


def after(
    table: Iterable[Transition[Step, State]], what: str, state: str | None, *steps: Step
) -> State:
    """Where the first of these steps that is open leads. Raises `WrongState` where none is."""
    ways = [each for step in steps for each in table if each.step is step]
    for way in ways:
        if way.origin == state:
            return way.to
    wanted = " or ".join(dict.fromkeys(_said(way.origin) for way in ways))
    raise WrongState(f"the {what} is {_said(state)}; this is done when it is {wanted}")


def _said(state: str | None) -> str:
    return "new" if state is None else state.replace("_", " ")
