"""NHS number: ten digits, of which the last is a check digit (modulus 11)."""

import re
from typing import Annotated

from pydantic import AfterValidator
from stdnum.gb import nhs

from shared.identifiers.typed import shown_as, typed

DIGITS = 10
_SHAPE = r"[0-9](?:[\s\-]?[0-9]){9}"


def parse_nhs_number(text: str) -> str:
    """The ten digits without spaces."""
    number = re.sub(r"[ \-]", "", typed(text))
    if not re.fullmatch(r"[0-9]{10}", number):
        raise ValueError("an NHS number has 10 digits, such as 943 476 5870")
    # All of one digit passes the check, and is no number of anybody.
    if not nhs.is_valid(number) or len(set(number)) == 1:
        raise ValueError("not an NHS number: a digit is wrong or two are swapped; read it again")
    return number


NhsNumber = Annotated[
    str,
    AfterValidator(parse_nhs_number),
    shown_as(
        "nhs-number",
        _SHAPE,
        "NHS number: 10 digits with a right check digit. Spaces and hyphens are accepted.",
        "9434765870",
    ),
]
