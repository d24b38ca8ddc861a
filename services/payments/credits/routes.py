"""HTTP of credit notes."""

import uuid
from typing import Annotated

from fastapi import Response

from services.payments.credits import commands, queries
from services.payments.credits.queries import Credits, CreditView
from services.payments.domain.credits import CreditNote
from shared.schema import Field, Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/accounts/{case_id}/invoices/{invoice_id}/credit-notes", "credits")
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]
Approving = Annotated[Call, needs("payments:approve")]


class CreditRejected(Model):
    """Why a credit note does not count."""

    model_config = example(reason="On another case's invoice")

    reason: str = Field(min_length=1, max_length=1000)
    """What has to be put right, as the contractor is told; up to 1,000 characters."""


@router.get("", response_model=Credits)
async def list_credits(case_id: uuid.UUID, invoice_id: uuid.UUID, call: Seeing) -> Response:
    """List the credit notes on an invoice."""
    return await call.ask(queries.credit_notes, case_id, invoice_id)


@router.post("", status_code=201, response_model=CreditView)
async def receive_credit(
    case_id: uuid.UUID, invoice_id: uuid.UUID, body: CreditNote, call: Preparing
) -> Response:
    """Register a credit note on an approved invoice; somebody else decides on it."""
    return await call.create(
        "/v1/accounts/{case_id}/invoices/{invoice}/credit-notes",
        CreditView.of,
        commands.receive_credit,
        case_id,
        invoice_id,
        body,
    )


@router.post("/{credit_id}/approval", response_model=CreditView)
async def approve_credit(
    case_id: uuid.UUID, invoice_id: uuid.UUID, credit_id: uuid.UUID, call: Approving
) -> Response:
    """Take a credit note off what the invoice is paid with."""
    return await call.do(CreditView.of, commands.approve_credit, case_id, invoice_id, credit_id)


@router.post("/{credit_id}/rejection", response_model=CreditView)
async def reject_credit(
    case_id: uuid.UUID,
    invoice_id: uuid.UUID,
    credit_id: uuid.UUID,
    body: CreditRejected,
    call: Approving,
) -> Response:
    """Turn a credit note down, with the reason."""
    return await call.do(
        CreditView.of, commands.reject_credit, case_id, invoice_id, credit_id, body.reason
    )
