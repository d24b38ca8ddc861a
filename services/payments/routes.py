"""HTTP of the payments service."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Response

from services.payments import commands, queries
from services.payments.domain.account import Invoice
from services.payments.queries import AccountView
from shared.contracts.codes import PaymentStage
from shared.schema import Date, Field, Model, Pounds
from shared.web.call import Call, needs

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])
Reading = Annotated[Call, needs("payments:read")]
Writing = Annotated[Call, needs("payments:write")]


class Contribution(Model):
    """Money that came in from the applicant."""

    amount: Pounds = Field(gt=0)
    received_on: Date


class InvoicePayment(Model):
    """An invoice, and whether it is the last."""

    invoice: Invoice
    stage: PaymentStage


@router.get("/{case_id}", response_model=AccountView)
async def show(case_id: uuid.UUID, call: Reading) -> Response:
    """Show the account of a case."""
    return await call.ask(queries.account, case_id)


@router.post("/{case_id}/contributions", status_code=201, response_model=AccountView)
async def receive(case_id: uuid.UUID, body: Contribution, call: Writing) -> Response:
    """Book a contribution that came in."""
    return await call.create(
        AccountView.of, commands.receive_contribution, case_id, body.amount, body.received_on
    )


@router.post("/{case_id}/payments", status_code=201, response_model=AccountView)
async def pay(case_id: uuid.UUID, body: InvoicePayment, call: Writing) -> Response:
    """Pay an invoice."""
    return await call.create(
        AccountView.of, commands.pay_invoice, case_id, body.invoice, body.stage
    )
