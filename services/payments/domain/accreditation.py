"""Contractors whom a district knows: accredited, insured, in date, and not suspended."""

import datetime as dt
from typing import Annotated

from services.payments.domain.cis import Verification
from services.payments.domain.invoices import Invoice, PaymentRefused
from shared.bounds import AtMost
from shared.contracts.event import District
from shared.identifiers.vat_number import VatNumber
from shared.mistakes import SaidAnew
from shared.problems import Problem
from shared.schema import Date, Field, Model, Pounds, example


class Interested(Problem):
    """Whoever has an interest in a contractor decides nothing about their money."""

    slug = "conflict-of-interest"
    title = "You have declared an interest in this contractor: somebody else has to do this"
    status = 409


class Accreditation(Model):
    """What a district knows of a contractor (guidance 6.2 to 6.6)."""

    model_config = example(
        district="E07000083",
        name="Severn Builders",
        trades=["bathrooms", "ramps"],
        insured_until="2027-01-31",
        insured_for="5000000.00",
        accredited_until="2027-03-31",
        code_of_conduct_signed_on="2026-02-01",
        vat_number="GB 980 7806 84",
        warranty_scheme="TrustMark",
    )

    district: District
    """ONS code of the district whose list it is."""
    name: str = Field(min_length=1, max_length=140)
    """As its invoices name it; up to 140 characters."""
    trades: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = Field(max_length=30)
    """What it does."""
    insured_until: Date
    """The last day of its public liability insurance."""
    insured_for: Pounds
    """For how much, in pounds."""
    accredited_until: Date
    """The last day on the list, unless it is renewed."""
    code_of_conduct_signed_on: Date
    """The day on which it signed the code of conduct."""
    vat_number: VatNumber | None = None
    """Its VAT registration number, whose check digits agree; null where it is not registered."""
    warranty_scheme: str | None = Field(default=None, min_length=1, max_length=140)
    """Who stands behind its work, such as TrustMark; null where nobody does."""
    cis: Verification | None = None
    """How HMRC verified it, which works that the council itself orders ask for; null otherwise."""
    interests: tuple[Annotated[str, AtMost(200)], ...] = Field(default=(), max_length=100)
    """Officers with an interest in it, as their tokens name them: they decide nothing on it."""


class EnteredContractor(Accreditation, SaidAnew):
    """The same as somebody enters it, in place of what was known before."""


class ContractorBefore(Model):
    """What was known of a contractor until it was entered anew."""

    accreditation: Accreditation
    """What was known of it."""
    entered_by: str
    """Who had entered that."""
    approved_by: str | None
    """Who had approved it; null where it waited."""
    approved_on: Date | None
    """The day of the approval; null where it waited."""


class Suspension(Model):
    """Why a contractor is taken off for now, or put back."""

    model_config = example(reason="Insurance withdrawn; told on 2 March")

    reason: str = Field(min_length=1, max_length=2000)
    """What happened, up to 2,000 characters."""


def check_in_date(known: Accreditation, suspended: str | None, today: dt.date) -> None:
    """Nobody is paid who is suspended, or whose insurance or accreditation has run out."""
    if suspended is not None:
        raise PaymentRefused("the contractor is suspended: its list says why")
    last = min(known.insured_until, known.accredited_until)
    if last < today:
        raise PaymentRefused(f"the contractor's insurance or accreditation ended on {last}")


def check_tax(known: Accreditation, invoice: Invoice) -> None:
    """Only whoever is registered charges tax."""
    if known.vat_number is None and any(line.vat for line in invoice.lines):
        raise PaymentRefused("the contractor is not registered for VAT and charges it")


def check_no_interest(known: Accreditation, principal: str) -> None:
    """Whoever declared an interest takes no part."""
    if principal in known.interests:
        raise Interested
