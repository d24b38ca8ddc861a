"""Evidence of resources: what is asked for, and that the original was seen."""

from enum import StrEnum

from shared.schema import Date, Field, Flag, Model


class EvidenceKind(StrEnum):
    """What the benefits team asks a household for."""

    BANK_STATEMENT = "bank_statement"
    BENEFIT_LETTER = "benefit_letter"
    PAYSLIP = "payslip"
    AUDITED_ACCOUNTS = "audited_accounts"
    PENSION_STATEMENT = "pension_statement"
    NATIONAL_INSURANCE_NUMBER = "national_insurance_number"
    """Of a relevant person, or evidence that one was applied for (reg 4A)."""
    OTHER = "other"


class EvidenceRequest(Model):
    """Evidence of one kind, of one person of the household."""

    kind: EvidenceKind
    of: str = Field(min_length=1, max_length=100)
    """The person's id in the household."""


class EvidenceReceipt(Model):
    """That it came, and who saw the original: copies are not enough (Stroud Appendix 2)."""

    received_on: Date
    original_seen: Flag
    seen_by: str = Field(min_length=1, max_length=200)
