"""HTTP of contributions."""

import uuid
from typing import Annotated

from fastapi import Response

from services.payments.books import AccountView
from services.payments.contributions import commands
from shared.schema import Date, Field, Model, Pounds
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/accounts", "contributions")
Writing = Annotated[Call, needs("payments:write")]


class Contribution(Model):
    """Money that came in from the applicant."""

    amount: Pounds = Field(gt=0)
    received_on: Date


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
