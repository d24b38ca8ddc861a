"""Evidence of resources: what is asked for, that the original was seen, or that it is not needed."""

import datetime as dt
from enum import StrEnum

from services.means_test.domain.codes import Role
from shared.calendar import add_months
from shared.problems import InvalidInput
from shared.schema import Date, Field, Flag, Model, example
from shared.told import Wanted


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


def check_receipt(receipt: EvidenceReceipt, asked_on: dt.date, today: dt.date) -> None:
    """What came has come, and is not of long before it was asked for: it shows what is so now."""
    if receipt.received_on > today:
        raise InvalidInput.at("/received_on", "lies in the future")
    if receipt.received_on < add_months(asked_on, -12):
        raise InvalidInput.at("/received_on", "more than a year before it was asked for")


class EvidenceWithdrawal(Model):
    """That it is not asked for any more, and why."""

    model_config = example(reason="Asked of the wrong person")

    reason: str = Field(min_length=1, max_length=500, examples=["asked of the wrong person"])
    """Why it is not needed, in the officer's words, up to 500 characters."""


class WantedEvidence(Wanted):
    """Evidence of their resources that the household still has to show."""

    kind: EvidenceKind
    """What kind of paper it is."""
    of: str
    """Whose it is: the person's id in the household."""
    copy_on: Date | None
    """The day on which a copy came; null before that. The original still has to be seen."""


_PAPERS = {
    EvidenceKind.BANK_STATEMENT: "Bank statements",
    EvidenceKind.BENEFIT_LETTER: "The letter that awards a benefit",
    EvidenceKind.PAYSLIP: "Payslips",
    EvidenceKind.AUDITED_ACCOUNTS: "Accounts of the business",
    EvidenceKind.PENSION_STATEMENT: "A statement of the pension",
    EvidenceKind.NATIONAL_INSURANCE_NUMBER: "The National Insurance number",
    EvidenceKind.OTHER: "The paper that we talked about with you",
}
_WHOSE: dict[Role, str] = {
    "disabled_occupant": "of the disabled person",
    "partner": "of the partner",
    "dependant": "of the child or young person",
    "non_dependant": "of the other person in the home",
    "other": "of the other person in the home",
}


def wanted(
    kind: EvidenceKind, of: str, role: Role | None, asked_on: dt.date, copy_on: dt.date | None
) -> WantedEvidence:
    """A piece of evidence in the words of the letters; the role is None of who is no longer there."""
    paper = " ".join(filter(None, [_PAPERS[kind], _WHOSE[role] if role else ""]))
    what = f"{paper}. We have a copy. Please show us the original." if copy_on else f"{paper}."
    return WantedEvidence(what=what, asked_on=asked_on, by=None, kind=kind, of=of, copy_on=copy_on)
