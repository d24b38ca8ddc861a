"""UPRN: the number of a property, given out once in Great Britain and never again.

It has 1 to 12 digits and no check digit. Sources fill it up to 12 and more with noughts in front,
which are not part of it.
"""

import re
from typing import Annotated

from pydantic import AfterValidator

from shared.identifiers.typed import shown_as, typed

DIGITS = 12
_SHAPE = r"[0-9]+|[0-9]{1,4}(?:[\s,][0-9]{3,4})+"
_TYPED = re.compile(_SHAPE)
_WHOLE_NUMBER = re.compile(r"([0-9]+)\.0+")
_SCIENTIFIC = re.compile(r"[0-9.]+e\+?[0-9]+", re.IGNORECASE)
_ROUNDED = re.compile(r"[1-9][0-9]*0{6}")
"""A spreadsheet shows a number of 12 digits with six that count, and saves what it shows.

Of real UPRNs one in a million ends in six noughts.
"""
_FILLER = re.compile(r"([1-9])\1{7,}")
"""One digit eight times or more: what is typed where there is none."""


def parse_uprn(text: str) -> str:
    """The UPRN as digits without noughts in front."""
    plain = typed(text)
    if _SCIENTIFIC.fullmatch(plain):
        raise ValueError(_IS_ROUNDED)
    if whole := _WHOLE_NUMBER.fullmatch(plain):
        plain = whole[1]
    if not _TYPED.fullmatch(plain):
        raise ValueError("a UPRN is one number of up to 12 digits, such as 100120123456")
    uprn = re.sub(r"[\s,]", "", plain).lstrip("0")
    if not uprn:
        raise ValueError("nought is not a UPRN: leave it out where it is not known")
    if len(uprn) > DIGITS:
        raise ValueError("a UPRN has up to 12 digits, and this has more")
    if _ROUNDED.fullmatch(uprn):
        raise ValueError(_IS_ROUNDED)
    if _FILLER.fullmatch(uprn):
        raise ValueError("one digit over and over is a filler, not a UPRN: give the property's own")
    return uprn


_IS_ROUNDED = (
    "a spreadsheet has rounded this UPRN, so its last digits are lost: format the column as text"
    " and take the number from the source again"
)

Uprn = Annotated[
    str,
    AfterValidator(parse_uprn),
    shown_as(
        "uprn",
        _SHAPE,
        "Unique property reference number: up to 12 digits. Noughts in front are dropped, and"
        " spaces between groups of digits are accepted.",
        "100120123456",
    ),
]
