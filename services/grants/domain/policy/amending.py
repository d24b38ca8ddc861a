"""A policy with some of its values changed, for trying out what that would mean."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import ValidationError

from services.grants.domain.policy.changes import by_name
from services.grants.domain.policy.rules import PolicyRules
from shared.problems import FieldError, InvalidInput
from shared.schema import Field, Model

Figure = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]


class ChangedValue(Model):
    """One value as it would be; `at` is its place as `changes` tells it, such as
    `offers.top_up.limit.amount`.
    """

    at: str = Field(min_length=1, max_length=300)
    """The place of the value in the policy, such as `offers.top_up.limit.amount`."""
    to: Annotated[str, Field(max_length=300)] | Figure | bool | None
    """The new value; null takes it away."""


def amended(rules: PolicyRules, amendments: Sequence[ChangedValue]) -> PolicyRules:
    """The rules with the amendments made. Raises `InvalidInput` for a place that is not there, and
    for rules that would be none.
    """
    stated = rules.model_dump(mode="json")
    for number, amendment in enumerate(amendments):
        _set(stated, amendment, f"/changes/{number}")
    try:
        return PolicyRules.model_validate(stated)
    except ValidationError as error:
        detail = "; ".join(e.detail for e in InvalidInput.of(error).errors)
        raise InvalidInput(errors=(FieldError("/changes", detail),)) from error


def _set(stated: Any, amendment: ChangedValue, pointer: str) -> None:
    *above, last = amendment.at.split(".")
    place, name = stated, ""
    for step in above:
        place, name = _inside(place, name, step, pointer), step
    if not isinstance(place, dict) or isinstance(place.get(last, {}), dict | list):
        raise InvalidInput.at(f"{pointer}/at", "no value of the policy stands there")
    place[last] = amendment.to


def _inside(place: Any, name: str, step: str, pointer: str) -> Any:
    named = by_name(name, place) if isinstance(place, list) else place
    if not isinstance(named, dict) or step not in named:
        raise InvalidInput.at(f"{pointer}/at", f"the policy has no {step} there")
    return named[step]
