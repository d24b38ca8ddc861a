"""Evidence of resources: what is asked for, that the original was seen, or that it is not needed."""

from enum import StrEnum

from shared.schema import Date, Field, Flag, Model, example


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


class EvidenceStepKind(StrEnum):
    """What is done about a piece of evidence."""

    ASKED = "asked"
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"


class EvidenceRequest(Model):
    """Evidence of one kind, of one person of the household."""

    model_config = example(kind="payslip", of="partner")

    kind: EvidenceKind
    """What kind of paper is asked for."""
    of: str = Field(min_length=1, max_length=100)
    """The person's id in the household that was last tested."""


class EvidenceReceipt(Model):
    """That it came, and who saw the original: copies are not enough (Stroud Appendix 2)."""

    model_config = example(received_on="2026-03-09", original_seen=True, seen_by="B. Officer")

    received_on: Date
    """The day on which it came in; not after today."""
    original_seen: Flag
    """Whether the original was seen; with a copy alone the test still waits."""
    seen_by: str = Field(min_length=1, max_length=200)
    """Who saw it; an officer's name, not the applicant's."""


class EvidenceWithdrawal(Model):
    """That it is not asked for any more, and why."""

    model_config = example(reason="Asked of the wrong person")

    reason: str = Field(min_length=1, max_length=500, examples=["asked of the wrong person"])
    """Why it is not needed, in the officer's words, up to 500 characters."""
