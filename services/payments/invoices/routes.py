"""HTTP of invoices and their payment."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.books import AccountView
from services.payments.domain.invoices import Invoice
from services.payments.invoices import commands, queries
from services.payments.invoices.queries import PaymentPage, PaymentSearch
from shared.contracts.codes import PaymentStage
from shared.schema import Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/accounts", "invoices")
Reading = Annotated[Call, needs("payments:read")]
Writing = Annotated[Call, needs("payments:write")]


class InvoicePayment(Model):
    """An invoice, and whether it is the last."""

    model_config = example(
        invoice={
            "contractor": "Severn Builders",
            "reference": "2026-118",
            "amount": "5600.00",
            "invoiced_on": "2026-03-05",
            "inspected_on": "2026-03-06",
            "value_of_work": "5600.00",
        },
        stage="final",
    )

    invoice: Invoice
    """The invoice that is to be paid."""
    stage: PaymentStage
    """Whether it is an interim payment or the last one."""


@router.post("/{case_id}/payments", status_code=201, response_model=AccountView)
async def pay(case_id: uuid.UUID, body: InvoicePayment, call: Writing) -> Response:
    """Pay an invoice."""
    return await call.create(
        "/v1/accounts/{case_id}",
        AccountView.of,
        commands.pay_invoice,
        case_id,
        body.invoice,
        body.stage,
    )


@router.get("/{case_id}/payments", response_model=PaymentPage)
async def list_payments(
    case_id: uuid.UUID, asked: Annotated[PaymentSearch, Query()], call: Reading
) -> Response:
    """List what was paid on a case, with the invoices, the first paid first."""
    return await call.ask(queries.payments, case_id, asked)
