"""Kinds of fields that the facts of an application are made of."""

from typing import Annotated

from shared.bounds import AtMost, Shaped
from shared.schema import Field, Number, number_shown

Code = Annotated[
    str,
    Field(strict=True, max_length=60),
    Shaped(
        r"^[a-z][a-z0-9_]*$", "a code is small letters, digits and underscores, such as stairlift"
    ),
]
Id = Annotated[str, Field(strict=True, min_length=1, max_length=100)]
Age = Annotated[int, Field(strict=True, ge=0, le=130)]
Whole = Annotated[int, Field(strict=True, ge=0, le=1000)]
Years = Annotated[Number, Field(le=1000), number_shown(1000)]
Share = Annotated[Number, Field(le=1), number_shown(1)]
Authority = Annotated[str, AtMost(9)]
SOME, MANY = 50, 100
"""Entries of a list: of works and fees, which somebody priced; of papers and of earlier awards."""
