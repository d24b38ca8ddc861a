"""HTTP of invoices and their payment."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.books import AccountView
from services.payments.domain.invoices import ApplicantPaid, Invoice
from services.payments.invoices import commands, deciding, ending, queries, redirecting
from services.payments.invoices.queries import (
    InvoicePage,
    InvoiceSearch,
    InvoicesSought,
    InvoiceView,
    PaymentPage,
    PaymentSearch,
)
from shared.contracts.codes import PaymentStage
from shared.mistakes import Mistake
from shared.schema import Field, Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/accounts", "invoices")
of_all_cases = desk("/v1/invoices", "invoices")
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]
Approving = Annotated[Call, needs("payments:approve")]
Deciding = Annotated[Call, needs("grants:write")]
"""The grants officer's decision, not that of whoever pays."""
Releasing = Annotated[Call, needs("payments:release")]


class InvoiceReceipt(Model):
    """An invoice that came in, and whether it is the last."""

    model_config = example(
        invoice={
            "contractor": "Severn Builders",
            "reference": "2026-118",
            "amount": "5600.00",
            "invoiced_on": "2026-03-05",
            "inspected_on": "2026-03-06",
            "value_of_work": "5600.00",
            "lines": [
                {
                    "description": "Level access shower",
                    "net": "5000.00",
                    "vat": "0.00",
                    "code": "Z",
                    "basis": "Item 10",
                    "declaration": "2026-03-01",
                },
                {"description": "Redecoration", "net": "500.00", "vat": "100.00", "code": "S"},
            ],
        },
        stage="final",
    )

    invoice: Invoice
    """The invoice itself."""
    stage: PaymentStage
    """Whether it is an interim payment or the last one."""


@router.get("/{case_id}/payments", response_model=PaymentPage)
async def list_payments(
    case_id: uuid.UUID, asked: Annotated[PaymentSearch, Query()], call: Seeing
) -> Response:
    """List what was paid on a case, with the invoices, the first paid first."""
    return await call.ask(queries.payments, case_id, asked)


class Because(Model):
    """Why something is decided on an invoice."""

    model_config = example(reason="Work that the approval does not name")

    reason: str = Field(min_length=1, max_length=1000)
    """What has to be put right, as the contractor is told, or why it is so decided; up to 1,000
    characters."""


@of_all_cases.get("", response_model=InvoicePage)
async def find_invoices(asked: Annotated[InvoicesSought, Query()], call: Seeing) -> Response:
    """List the invoices of all cases, the first due first: what waits to be decided on or paid."""
    return await call.ask(queries.all_invoices, asked)


@router.get("/{case_id}/invoices", response_model=InvoicePage)
async def list_invoices(
    case_id: uuid.UUID, asked: Annotated[InvoiceSearch, Query()], call: Seeing
) -> Response:
    """List the invoices of a case, the first received first."""
    return await call.ask(queries.invoices, case_id, asked)


@router.post("/{case_id}/invoices", status_code=201, response_model=InvoiceView)
async def receive_invoice(case_id: uuid.UUID, body: InvoiceReceipt, call: Preparing) -> Response:
    """Register an invoice that came in; somebody else decides on it."""
    return await call.create(
        "/v1/accounts/{case_id}/invoices/{id}",
        InvoiceView.of,
        commands.receive_invoice,
        case_id,
        body.invoice,
        body.stage,
    )


@router.get("/{case_id}/invoices/{invoice_id}", response_model=InvoiceView)
async def show_invoice(case_id: uuid.UUID, invoice_id: uuid.UUID, call: Seeing) -> Response:
    """Show an invoice, and what was decided on it."""
    return await call.ask(queries.invoice, case_id, invoice_id)


@router.post("/{case_id}/invoices/{invoice_id}/approval", response_model=InvoiceView)
async def approve_invoice(case_id: uuid.UUID, invoice_id: uuid.UUID, call: Approving) -> Response:
    """Approve an invoice that somebody else received: the next run may pay it."""
    return await call.do(InvoiceView.of, deciding.approve_invoice, case_id, invoice_id)


@router.post("/{case_id}/invoices/{invoice_id}/rejection", response_model=InvoiceView)
async def reject_invoice(
    case_id: uuid.UUID, invoice_id: uuid.UUID, body: Because, call: Approving
) -> Response:
    """Turn an invoice down, with the reason."""
    return await call.do(InvoiceView.of, deciding.reject_invoice, case_id, invoice_id, body.reason)


@router.post("/{case_id}/invoices/{invoice_id}/continuation", response_model=InvoiceView)
async def continue_payment(
    case_id: uuid.UUID, invoice_id: uuid.UUID, body: Because, call: Deciding
) -> Response:
    """Decide that an approved invoice is paid although the approval has ended."""
    return await call.do(InvoiceView.of, ending.continue_payment, case_id, invoice_id, body.reason)


@router.post("/{case_id}/invoices/{invoice_id}/cancellation", response_model=InvoiceView)
async def cancel_invoice(
    case_id: uuid.UUID, invoice_id: uuid.UUID, body: Because, call: Approving
) -> Response:
    """Take the approval of an invoice back, as long as nothing was paid."""
    return await call.do(InvoiceView.of, ending.cancel_invoice, case_id, invoice_id, body.reason)


@router.post("/{case_id}/invoices/{invoice_id}/applicant-paid", response_model=InvoiceView)
async def pay_applicant(
    case_id: uuid.UUID, invoice_id: uuid.UUID, body: ApplicantPaid, call: Approving
) -> Response:
    """Have the applicant paid instead of the contractor, where the authority has so decided."""
    return await call.do(InvoiceView.of, redirecting.pay_applicant, case_id, invoice_id, body)


@router.post(
    "/{case_id}/invoices/{invoice_id}/payment", status_code=201, response_model=AccountView
)
async def pay_invoice(case_id: uuid.UUID, invoice_id: uuid.UUID, call: Releasing) -> Response:
    """Record that an approved invoice was paid outside the payment runs, today.

    As where a council pays from its own ledger. By neither who received nor who approved it.
    """
    return await call.create(
        "/v1/accounts/{case_id}", AccountView.of, commands.pay_invoice, case_id, invoice_id
    )


@router.post("/{case_id}/invoices/{invoice_id}/payment/correction", response_model=AccountView)
async def correct_payment(
    case_id: uuid.UUID, invoice_id: uuid.UUID, body: Mistake, call: Releasing
) -> Response:
    """Take back that an invoice was paid outside the payment runs, where it was not."""
    return await call.do(AccountView.of, commands.correct_payment, case_id, invoice_id, body)
