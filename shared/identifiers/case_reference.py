"""Case reference: what people read out on the telephone instead of a case's id.

It follows from the id: forty of its bits as eight characters, and a ninth that shows a slip. The
alphabet has neither I, L, O nor U, and whoever types one of the first three is understood.
"""

import re
import uuid
from typing import Annotated

from pydantic import AfterValidator
from stdnum import luhn

from shared.identifiers.typed import shown_as, typed

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS_BELOW = 128 - 40
_PLAIN = 8
"""Characters before the one that shows a slip."""
_SENT = uuid.UUID("2f0c1d52-2b8f-4a57-8f3f-9a1c1f2f6f10")
"""Namespace of the cases that rows of sheets begin."""
_MISREAD = str.maketrans("ILO", "110")
_SHAPE = r"[0-9A-TV-Za-tv-z]{3}(?:[\s\-]?[0-9A-TV-Za-tv-z]{3}){2}"


def reference_of(case_id: uuid.UUID) -> str:
    """The reference of a case, such as `7J8-QDM-9X3`."""
    bits = case_id.int >> _BITS_BELOW
    plain = "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))
    return _in_threes(plain + luhn.calc_check_digit(plain, ALPHABET))


def cases_of(reference: str) -> tuple[uuid.UUID, uuid.UUID]:
    """The first and the last id whose reference this is, as `parse_case_reference` returns it."""
    bits = 0
    for character in reference.replace("-", "")[:_PLAIN]:
        bits = bits << 5 | ALPHABET.index(character)
    first = bits << _BITS_BELOW
    return uuid.UUID(int=first), uuid.UUID(int=first | (1 << _BITS_BELOW) - 1)


def case_of_sender(district: str, sender: str, reference: str) -> uuid.UUID:
    """The case that a sender's own reference stands for: one in every service, however often sent."""
    return uuid.uuid5(_SENT, f"{district} {sender} {reference}")


def parse_case_reference(text: str) -> str:
    """The reference in capitals, in threes."""
    plain = re.sub(r"[ \-]", "", typed(text)).upper().translate(_MISREAD)
    if not re.fullmatch(f"[{ALPHABET}]{{9}}", plain):
        raise ValueError("a case reference has 9 letters and digits, such as 7J8-QDM-9X3")
    if not luhn.is_valid(plain, ALPHABET):
        raise ValueError("not a case reference: a character is wrong or two are swapped")
    return _in_threes(plain)


def _in_threes(plain: str) -> str:
    return "-".join((plain[:3], plain[3:6], plain[6:]))


CaseReference = Annotated[
    str,
    AfterValidator(parse_case_reference),
    shown_as(
        "case-reference",
        _SHAPE,
        "Case reference: 9 letters and digits, the last of which shows a slip.",
        reference_of(uuid.UUID("3c9176d1-3d00-4000-8000-000000000000")),
    ),
]
