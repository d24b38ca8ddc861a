"""Works that the council orders itself for a tenant of its own: its contract, and no grant."""

from enum import StrEnum

from services.payments.domain.invoices import Invoice
from services.payments.domain.lines import VatCode
from shared.contracts.event import District
from shared.problems import FieldError, InvalidInput, WrongState
from shared.schema import Date, Field, Model, Pounds, example

OWN_WORKS = "own_works"
"""Of what the memorandum accounts of such an order are, where a grant has kinds of award."""


class ContractingParty(StrEnum):
    """Who ordered the works: the construction industry scheme and tax hang on it."""

    APPLICANT = "applicant"
    COUNCIL = "council"


class WorkOrder(Model):
    """What the council orders, from whom, and for how much."""

    model_config = example(
        district="E07000081",
        contractor="Severn Builders",
        amount="6000.00",
        about="Level access shower, council tenancy T 118",
    )

    district: District
    """ONS code of the district whose tenant it is."""
    contractor: str = Field(min_length=1, max_length=140)
    """As the district's list of contractors names it; up to 140 characters."""
    amount: Pounds = Field(gt=0)
    """The price, in pounds with VAT: no more is paid."""
    about: str = Field(min_length=1, max_length=500)
    """What is to be done and where, up to 500 characters; no names."""


class Completed(Model):
    """Works are done, as an officer saw them."""

    model_config = example(completed_on="2026-03-09")

    completed_on: Date
    """The day on which they were found complete; not after today."""


class GivenUp(Model):
    """Why works that were ordered are not carried on with."""

    model_config = example(reason="The tenant has moved away")

    reason: str = Field(min_length=1, max_length=1000)
    """What was decided, up to 1,000 characters."""


def check_grant(party: str) -> None:
    """Some acts are of grants alone: raises `WrongState` where the council ordered the works."""
    if party == ContractingParty.COUNCIL:
        raise WrongState("the council ordered these works itself: they are no grant")


def check_own_invoice(invoice: Invoice) -> None:
    """Line by line, for tax and labour are told apart; and nothing is zero-rated.

    The supply is to the council and not to the disabled person (HMRC VRDP11200).
    """
    if not invoice.lines:
        raise InvalidInput.at(
            "/invoice/lines", "labour, materials and tax, line by line: the council ordered it"
        )
    zero = [at for at, line in enumerate(invoice.lines) if line.code is VatCode.ZERO]
    if zero:
        lost = "not zero-rated, for the council ordered it and is supplied (HMRC VRDP11200)"
        raise InvalidInput(errors=[FieldError(f"/invoice/lines/{at}/code", lost) for at in zero])
