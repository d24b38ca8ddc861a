"""The house's data types: strict, frozen, unknown keys refused, money as strings of pounds.

Domain code defines its facts and results with these and nothing else of pydantic's, so that one
definition serves the rule, the command line and HTTP.
"""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

__all__ = ["Field", "Model", "Pounds", "SignedPounds", "pounds_text"]

_POUNDS = re.compile(r"-?\d{1,9}(\.\d{1,2})?", re.ASCII)


class Model(BaseModel):
    """A strict, immutable value: unknown keys and wrong types are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def pounds_text(amount: Decimal) -> str:
    """An amount in pounds as the contracts write it: always two places."""
    return f"{amount:.2f}"


def _read_pounds(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and _POUNDS.fullmatch(value):
        return Decimal(value)
    raise ValueError('money is a string in pounds with two places, such as "1234.50"')


SignedPounds = Annotated[
    Decimal, BeforeValidator(_read_pounds, str), PlainSerializer(pounds_text, str)
]
"""Pounds, possibly negative. JSON: a string with two places."""

Pounds = Annotated[SignedPounds, Field(ge=0)]
"""Pounds, nil or more. JSON: a string with two places."""
