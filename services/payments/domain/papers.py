"""The documents that are kept with an invoice."""

from enum import StrEnum


class Paper(StrEnum):
    """What a document of an invoice is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    RECEIPT = "receipt"
    VAT_DECLARATION = "vat_declaration"
    INSPECTION = "inspection"
