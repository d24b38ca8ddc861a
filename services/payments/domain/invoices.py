"""Which invoices can be paid on an approved grant, and when."""

import datetime as dt
import uuid
from decimal import Decimal
from enum import StrEnum

from services.payments.domain.accounts import Account
from services.payments.domain.contractors import Contractor
from services.payments.domain.expenditure import Nature
from services.payments.domain.lines import InvoiceLine, check_lines
from services.payments.domain.policy import PaymentsPolicy
from shared.contracts.codes import PaymentStage
from shared.mistakes import TakenBack
from shared.money import NIL
from shared.problems import InvalidInput, Problem
from shared.schema import Date, Field, Flag, Model, Pounds, example

DAYS_TO_PAY = 30
"""Where a policy names no time: as the regulations on public contracts have it."""


class Invoice(Model):
    """A contractor's invoice and the inspection that stands behind it (section 37)."""

    contractor: str = Field(min_length=1, max_length=200)
    """Who sent it: the contractor as the case names it."""
    reference: str = Field(min_length=1, max_length=100)
    """The invoice's own number; each contractor's is paid once."""
    amount: Pounds = Field(gt=0)
    """What it asks for, in pounds with VAT; more than nil."""
    invoiced_on: Date
    """The date on the invoice; not after today."""
    issued_by_family: Flag = False
    """Of the applicant or their family: cannot be accepted (guidance B130)."""
    labour_by_family: Flag = False
    """The applicant or their family does the work for nothing: then third parties are paid for
    materials, and nobody for work (guidance B130)."""
    inspected_on: Date
    """The day on which the authority looked at the work; not after today."""
    value_of_work: Pounds
    """What the authority's inspection found the work done so far to be worth, with the services
    and charges that were due. A valuation of the supervising officer goes before it."""
    plan_stage: str | None = Field(default=None, min_length=1, max_length=100)
    """The stage of the plan that an interim invoice is for; null where no stages were fixed."""
    lines: tuple[InvoiceLine, ...] = Field(default=(), max_length=200)
    """Its lines with the tax on each; they come to its amount. Empty where only the sum is known."""

    @property
    def revenue(self) -> Decimal:
        """What of it is revenue by its lines, in pounds with VAT (guidance Appendix A)."""
        lines = (line.gross for line in self.lines if line.stands_as is Nature.REVENUE)
        return sum(lines, NIL)


class ApplicantPaid(Model):
    """The applicant is paid what an invoice asks for, and settles with the contractor themselves."""

    model_config = example(payee="Mrs J Hale", reason="Dispute over the finish, freed on 9 March")

    payee: str = Field(min_length=1, max_length=140)
    """The applicant, under whose name bank details were confirmed; up to 140 characters."""
    reason: str = Field(min_length=1, max_length=1000)
    """What was decided, up to 1,000 characters."""


class LapsedApproval(TakenBack):
    """An approval that rested on a certificate which was a mistake."""

    approved_on: dt.date
    """The day on which the invoice was approved."""
    approved_by: str
    """Who had approved it."""


class InvoiceKind(StrEnum):
    """What is asked for."""

    WORKS = "works"
    RETENTION = "retention"
    REFUND = "refund"


class PaymentRefused(Problem):
    """The payment would break a rule: the detail names it and its clause."""

    slug = "payment-refused"
    title = "This cannot be paid"
    status = 409


def invoice_id(contractor: uuid.UUID, reference: str) -> uuid.UUID:
    """One and the same invoice, whatever the case, spaces and leading noughts of its reference."""
    plain = "".join(reference.casefold().split())
    return uuid.uuid5(contractor, plain.lstrip("0") or "0")


def due_on(received_on: dt.date, policy: PaymentsPolicy) -> dt.date:
    """By when an invoice is paid: within the policy's days of its receipt, else within 30."""
    asked = policy.pay_within_days
    return received_on + dt.timedelta(days=(asked.days if asked else None) or DAYS_TO_PAY)


def check_acceptable(invoice: Invoice) -> None:
    """An invoice of the applicant or their family is not accepted (section 37(4); B130).

    Its lines have to come to its sum, and nothing is zero-rated without ground.
    """
    check_lines(invoice.lines, invoice.amount)
    if invoice.issued_by_family:
        raise InvalidInput.at(
            "/invoice/issued_by_family", "cannot be accepted (section 37(4); guidance B130)"
        )
    only_materials = bool(invoice.lines) and all(line.materials for line in invoice.lines)
    if invoice.labour_by_family and not only_materials:
        raise InvalidInput.at(
            "/invoice/lines",
            "the family does the work: only a third party's materials are paid, line by line"
            " (guidance B130)",
        )


def check_payment(account: Account, invoice: Invoice, stage: PaymentStage) -> None:
    """Whether an invoice can be paid at this stage; raises `PaymentRefused` with the clause.

    Nothing is paid that is not in hand, and nothing above the worth of the work done. Before
    completion the limit of section 35 holds.
    """
    if account.contribution_first and account.contribution_received < account.contribution:
        raise PaymentRefused(
            f"the applicant's contribution is not in yet ({account.contribution_first})"
        )
    if account.paid + invoice.amount > account.budget:
        raise PaymentRefused(f"more than the {account.budget - account.paid:.2f} that is left")
    if invoice.amount > account.in_hand:
        raise PaymentRefused(
            f"more than the {account.in_hand:.2f} that is in hand until the contribution comes in"
        )
    if stage is PaymentStage.FINAL:
        _check_certified(account)
    if invoice.value_of_work < account.paid + invoice.amount:
        raise PaymentRefused(
            "the work done is worth less than would then be paid"
            f" (section 37; {account.stage_limit.clause})"
        )
    if stage is PaymentStage.INTERIM:
        _check_interim(account, invoice.amount)


def check_complete(account: Account, worth: Decimal | None) -> None:
    """Whether what was accepted for payment can be paid to the end (section 37; guidance B129).

    `worth` is what the works were found to be worth last, in pounds; None where nobody valued them.
    """
    _check_certified(account)
    if worth is not None and worth < account.paid:
        raise PaymentRefused(
            f"the work done is worth {worth:.2f}, and {account.paid:.2f} is accepted"
        )


def check_payer(contractor: Contractor, payer: str) -> None:
    """Whoever agreed to a contractor does not pay them too."""
    if contractor.agreed_by == payer:
        raise PaymentRefused("you agreed to this contractor: somebody else has to pay")


def check_contractor(
    contractor: Contractor,
    paid_before: Decimal,
    amount: Decimal,
    stage: PaymentStage,
    policy: PaymentsPolicy,
) -> None:
    """Before completion a contractor gets no more than the policy's part of what is due to them."""
    limit = policy.contractor_limit
    if limit is None or stage is PaymentStage.FINAL:
        return
    left = limit.of(contractor.estimate) - paid_before
    if amount > left:
        raise PaymentRefused(
            f"before completion at most {limit.percent} % of a contractor's"
            f" {contractor.estimate:.2f} can be paid: {left:.2f} is left ({limit.clause})"
        )


def _check_certified(account: Account) -> None:
    if not account.works_certified:
        raise PaymentRefused("the works are not certified as complete (guidance B129)")


def _check_interim(account: Account, amount: Decimal) -> None:
    limit = account.stage_limit
    left = limit.of(account.award) - account.paid_from_award
    if account.from_award(amount) > left:
        left += account.contribution_unspent
        raise PaymentRefused(
            f"before completion at most {limit.percent} % of the award can be paid:"
            f" {left:.2f} is left ({limit.clause})"
        )
