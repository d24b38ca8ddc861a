"""Postcode: in capitals, with one space before the last three characters."""

import re
from typing import Annotated

from pydantic import AfterValidator

from shared.identifiers.typed import shown_as, typed

_SHAPE = r"(?:[A-Za-z]{1,2}[0-9][A-Za-z0-9]?|[Gg][Ii][Rr])\s*[0-9][A-Za-z]{2}"
_COMPACT = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?|GIR)([0-9][A-Z]{2})")
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")


def parse_postcode(text: str) -> str:
    """The postcode as the post office writes it, such as `GL5 1AA`."""
    compact = typed(text).upper().replace(" ", "")
    if halves := _COMPACT.fullmatch(compact):
        return f"{halves[1]} {halves[2]}"
    if _OUTWARD.fullmatch(compact):
        raise ValueError("this is the first half of a postcode: give the whole, such as GL5 1AA")
    raise ValueError("not a postcode: give one such as GL5 1AA")


Postcode = Annotated[
    str,
    AfterValidator(parse_postcode),
    shown_as(
        "postcode",
        _SHAPE,
        "Whole postcode. Small letters and a missing space are accepted.",
        "GL5 1AA",
    ),
]
