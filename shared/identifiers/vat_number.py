"""VAT registration number of the United Kingdom, whose last digits check the others."""

from typing import Annotated

from pydantic import AfterValidator
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.gb import vat

from shared.identifiers.typed import shown_as, typed

_SHAPE = r"(GB)?[\s]?([0-9\s]{9,16}|(GD|HA)[0-9]{3})"


def parse_vat_number(text: str) -> str:
    """The number without GB and spaces."""
    try:
        number: str = vat.validate(typed(text))
    except InvalidChecksum:
        raise ValueError("no VAT registration number: its check digits do not agree") from None
    except ValidationError:
        raise ValueError("a VAT registration number has 9 digits, or 12 with a branch") from None
    if not number.strip("0"):  # passes the check, and is nobody's
        raise ValueError("all noughts is not a VAT registration number")
    return number


VatNumber = Annotated[
    str,
    AfterValidator(parse_vat_number),
    shown_as(
        "vat-number",
        _SHAPE,
        "VAT registration number: 9 digits whose last two check the others, or 12 with a branch.",
        "GB 980 7806 84",
    ),
]
