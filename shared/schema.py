"""The house's data types: strict, frozen, unknown keys refused, money as strings of pounds.

Domain code defines its facts and results with these and nothing else of pydantic's, so that one
definition serves the rule, the command line and HTTP.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
)

from shared.bounds import AS_KEPT
from shared.days import PLATFORM
from shared.problems import Problem

__all__ = [
    "Date",
    "Field",
    "Flag",
    "Instant",
    "Model",
    "Number",
    "Pounds",
    "SignedPounds",
    "SumTooLarge",
    "example",
    "example_of",
    "number_shown",
    "pounds_text",
    "read_with",
]

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE
)
_POUNDS = re.compile(r"-?\d{1,9}(\.\d{1,2})?", re.ASCII)


class Model(BaseModel):
    """A strict, immutable value: unknown keys and wrong types are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def example(**fields: Any) -> ConfigDict:
    """The `model_config` of a body: an example of it, which the service's document shows.

    A model made of it that demands more fields has no use for the example, and does not show it.
    """

    def show(schema: dict[str, Any]) -> None:
        if fields.keys() >= set(schema.get("required", ())):
            schema["examples"] = [fields]

    return ConfigDict(json_schema_extra=show)


def example_of(model: type[BaseModel]) -> Any:
    """The example that a model shows, for one of a body that has it as a part."""
    return model.model_json_schema()["examples"][0]


def pounds_text(amount: Decimal) -> str:
    """An amount in pounds as the contracts write it: always two places."""
    return f"{amount:.2f}"


class SumTooLarge(Problem):
    """A sum that no contract, table or form could hold: refused where it is made."""

    slug = "sum-too-large"
    title = "The amounts come to more than 999999999.99 pounds together: check them"
    status = 422


MOST_POUNDS = Decimal("999999999.99")


def _read_pounds(value: object) -> Decimal:
    """Written in a body, or worked out: what is worked out keeps to the same bounds."""
    if isinstance(value, Decimal):
        if not abs(value) <= MOST_POUNDS:
            raise SumTooLarge
        return value
    if isinstance(value, str) and _POUNDS.fullmatch(value):
        return Decimal(value)
    raise ValueError('money is a string in pounds with two places, such as "1234.50"')


SignedPounds = Annotated[
    Decimal,
    BeforeValidator(_read_pounds, str),
    PlainSerializer(pounds_text, str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,9}(\.\d{1,2})?$"}),
]
"""Pounds, possibly negative. JSON: a string with two places."""

Pounds = Annotated[
    SignedPounds,
    Field(ge=0),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,9}(\.\d{1,2})?$"}),
]
"""Pounds, nil or more. JSON: a string with two places."""


PoundsOfMany = Annotated[
    Decimal,
    PlainSerializer(pounds_text, str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,15}\.\d\d$"}),
]
"""Pounds of many cases together, which come to more than any one of them can."""


def _read_date(value: object, info: ValidationInfo) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        day = dt.date.fromisoformat(value)
        if info.context != AS_KEPT:
            PLATFORM.check(day)
        return day
    raise ValueError('a date is a string such as "2026-01-31"')


Date = Annotated[
    dt.date,
    BeforeValidator(_read_date, str),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-03-31"]}),
]
"""A date. JSON: `YYYY-MM-DD` and nothing else (no time, no number), within the platform's days."""


def _read_instant(value: object, info: ValidationInfo) -> dt.datetime:
    if isinstance(value, dt.datetime) and value.tzinfo:
        return value.astimezone(dt.UTC)
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        instant = dt.datetime.fromisoformat(value.upper())
        if info.context != AS_KEPT:
            PLATFORM.check(instant.date())
        if dt.MINYEAR < instant.year < dt.MAXYEAR:  # so that it has a date in every zone
            return instant.astimezone(dt.UTC)
    raise ValueError('an instant is a string such as "2026-01-31T09:30:00Z"')


Instant = Annotated[dt.datetime, BeforeValidator(_read_instant, str)]
"""A moment, kept in UTC. JSON: a date and time of RFC 3339, with its offset."""

Flag = Annotated[bool, Field(strict=True)]
"""True or false. JSON: those two and nothing that resembles them."""


def _read_number(value: object) -> Decimal:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return Decimal(str(value))
    raise ValueError("a number, such as 5 or 0.25")


Number = Annotated[
    Decimal, BeforeValidator(_read_number, float), PlainSerializer(float, float), Field(ge=0)
]
"""A quantity, nil or more, exact as written. JSON: a number."""


def number_shown(most: int) -> WithJsonSchema:
    """How the document shows a `Number` that goes up to so much."""
    return WithJsonSchema({"type": "number", "minimum": 0, "maximum": most})


def read_with(read: Callable[[object], object], shown_as: Any) -> BeforeValidator:
    """For a type that a function reads, raising `ValueError` in plain words; as its schema shows."""
    return BeforeValidator(read, json_schema_input_type=shown_as)
