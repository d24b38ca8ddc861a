"""HTTP of contributions."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.books import AccountView
from services.payments.contributions import commands, queries, refunding
from services.payments.contributions.queries import ReceiptPage, ReceiptSearch, RefundView
from services.payments.domain.contributions import RefundAsked
from shared.mistakes import Mistake
from shared.schema import Date, Field, Model, Pounds, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/accounts", "contributions")
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]
Approving = Annotated[Call, needs("payments:approve")]
Writing = Annotated[Call, needs("payments:write")]


class Contribution(Model):
    """Money that came in from the applicant."""

    model_config = example(amount="1250.00", received_on="2026-03-09")

    amount: Pounds = Field(gt=0)
    """How much came in, in pounds; more than nil."""
    received_on: Date
    """The day on which it came in; not after today."""


@router.post("/{case_id}/contributions", status_code=201, response_model=AccountView)
async def receive(case_id: uuid.UUID, body: Contribution, call: Writing) -> Response:
    """Book a contribution that came in."""
    return await call.create(
        "/v1/accounts/{case_id}",
        AccountView.of,
        commands.receive_contribution,
        case_id,
        body.amount,
        body.received_on,
    )


@router.post("/{case_id}/contributions/{receipt_id}/correction", response_model=AccountView)
async def correct(
    case_id: uuid.UUID, receipt_id: uuid.UUID, body: Mistake, call: Writing
) -> Response:
    """Take back a contribution that was recorded by mistake."""
    return await call.do(
        AccountView.of, commands.correct_contribution, case_id, receipt_id, body.reason
    )


@router.get("/{case_id}/contributions", response_model=ReceiptPage)
async def list_contributions(
    case_id: uuid.UUID, asked: Annotated[ReceiptSearch, Query()], call: Seeing
) -> Response:
    """List what came in from the applicant, the first received first."""
    return await call.ask(queries.receipts, case_id, asked)


@router.post("/{case_id}/refunds", status_code=201, response_model=RefundView)
async def propose_refund(case_id: uuid.UUID, body: RefundAsked, call: Preparing) -> Response:
    """Ask that what was paid in and not spent be given back; somebody else decides."""
    at = "/v1/accounts/{case_id}/invoices/{id}"
    return await call.create(at, RefundView.of, refunding.propose_refund, case_id, body)


@router.post("/{case_id}/refunds/{refund_id}/approval", response_model=RefundView)
async def approve_refund(case_id: uuid.UUID, refund_id: uuid.UUID, call: Approving) -> Response:
    """Have a refund paid by the next run."""
    return await call.do(RefundView.of, refunding.approve_refund, case_id, refund_id)
