"""Identities, each with one door: what people type is read here and nowhere else.

A parse function takes text and gives the canonical form, or raises `ValueError` in words that never
hold the value. The type of the same name does so in bodies, paths and queries.
"""

from shared.identifiers.accounts import (
    AccountNumber,
    SortCode,
    parse_account_number,
    parse_sort_code,
)
from shared.identifiers.case_reference import (
    CaseReference,
    case_of_sender,
    cases_of,
    parse_case_reference,
    reference_of,
)
from shared.identifiers.nhs_number import NhsNumber, parse_nhs_number
from shared.identifiers.postcode import Postcode, parse_postcode
from shared.identifiers.tax_reference import TaxReference, parse_tax_reference
from shared.identifiers.uprn import Uprn, parse_uprn
from shared.identifiers.vat_number import VatNumber, parse_vat_number

__all__ = [
    "AccountNumber",
    "CaseReference",
    "NhsNumber",
    "Postcode",
    "SortCode",
    "TaxReference",
    "Uprn",
    "VatNumber",
    "case_of_sender",
    "cases_of",
    "parse_account_number",
    "parse_case_reference",
    "parse_nhs_number",
    "parse_postcode",
    "parse_sort_code",
    "parse_tax_reference",
    "parse_uprn",
    "parse_vat_number",
    "reference_of",
]
