"""HTTP of remittance advice."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.remittances import commands, queries
from services.payments.remittances.queries import PayeesAsked, Remittances, RemittanceView
from services.payments.remittances.requests import RemittanceAsked
from shared.views import itself
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.letters import LETTER_RESPONSES, InForm

router = desk("/v1/runs/{run_id}/remittances", "remittances")
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]


@router.get("", response_model=Remittances)
async def list_remittances(
    run_id: uuid.UUID, asked: Annotated[PayeesAsked, Query()], call: Seeing
) -> Response:
    """Whom a confirmed run paid, and the letters that told them."""
    return await call.ask(queries.remittances, run_id, asked)


@router.post("", status_code=201, response_model=RemittanceView)
async def write_remittance(run_id: uuid.UUID, body: RemittanceAsked, call: Preparing) -> Response:
    """Write to a payee which of their invoices the run paid."""
    at = "/v1/runs/{run_id}/remittances/{id}/html"
    return await call.create(at, itself, commands.write_remittance, run_id, body, call.store)


@router.get("/{letter_id}/{form}", response_class=Response, responses=LETTER_RESPONSES)
async def read_remittance(
    run_id: uuid.UUID, letter_id: uuid.UUID, form: InForm, call: Seeing
) -> Response:
    """The letter as it was written, as HTML or PDF."""
    return await call.send(queries.remittance_as, run_id, letter_id, form)
