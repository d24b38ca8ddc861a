"""Sort code and account number of a bank account in the United Kingdom: text, never numbers.

Noughts in front belong to them. Whether the two go together is asked of the bank's own tables, which
the payments service reads.
"""

import re
from typing import Annotated

from pydantic import AfterValidator

from shared.identifiers.typed import shown_as, typed

_SORT_CODE = r"[0-9]{2}[\s\-]?[0-9]{2}[\s\-]?[0-9]{2}"
_ACCOUNT = r"[0-9]{4}\s?[0-9]{4}"
_LOST_NOUGHT = "fewer, where a spreadsheet has dropped a nought in front, is not enough"


def parse_sort_code(text: str) -> str:
    """The six digits without hyphens."""
    plain = typed(text)
    if not re.fullmatch(_SORT_CODE, plain):
        raise ValueError(f"a sort code has 6 digits, such as 20-00-00; {_LOST_NOUGHT}")
    return _digits(plain, "sort code")


def parse_account_number(text: str) -> str:
    """The eight digits."""
    plain = typed(text)
    if not re.fullmatch(_ACCOUNT, plain):
        raise ValueError(f"an account number has 8 digits, such as 55779911; {_LOST_NOUGHT}")
    return _digits(plain, "account number")


def _digits(plain: str, name: str) -> str:
    digits = re.sub(r"[ \-]", "", plain)
    if not digits.strip("0"):
        raise ValueError(f"all noughts is not a {name}")
    return digits


SortCode = Annotated[
    str,
    AfterValidator(parse_sort_code),
    shown_as(
        "sort-code",
        _SORT_CODE,
        "Sort code: 6 digits. Hyphens or spaces between the pairs are accepted.",
        "200000",
    ),
]

AccountNumber = Annotated[
    str,
    AfterValidator(parse_account_number),
    shown_as("account-number", _ACCOUNT, "Account number: 8 digits.", "55779911"),
]
