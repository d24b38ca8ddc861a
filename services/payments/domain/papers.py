"""The documents that are kept with an invoice."""

import datetime as dt
from enum import StrEnum

from shared.problems import WrongState


class Paper(StrEnum):
    """What a document of an invoice is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    RECEIPT = "receipt"
    VAT_DECLARATION = "vat_declaration"
    INSPECTION = "inspection"


def check_not_relied_on(kept_on: dt.date, approved_on: dt.date | None) -> None:
    """An approval that stands goes by the papers that were there on its day. Raises `WrongState`."""
    if approved_on is not None and kept_on <= approved_on:
        raise WrongState(f"the invoice was approved on it, on {approved_on}: cancel that first")
