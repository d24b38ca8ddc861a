"""Unique taxpayer reference (UTR), whose first digit checks the others."""

import re
from typing import Annotated

from pydantic import AfterValidator
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.gb import utr

from shared.identifiers.typed import shown_as, typed

_SHAPE = r"[0-9\s]{10,16}"


def parse_tax_reference(text: str) -> str:
    """The ten digits alone. HMRC writes some with a K behind them, which is not part of it."""
    plain = re.sub(r"[ \-]", "", typed(text)).upper().removesuffix("K")
    try:
        number: str = utr.validate(plain)
    except InvalidChecksum:
        raise ValueError("no taxpayer reference: its check digit does not agree") from None
    except ValidationError:
        raise ValueError("a taxpayer reference has 10 digits") from None
    return number


TaxReference = Annotated[
    str,
    AfterValidator(parse_tax_reference),
    shown_as(
        "tax-reference",
        _SHAPE,
        "Unique taxpayer reference: 10 digits, the first of which checks the others.",
        "1955839661",
    ),
]
