"""HTTP of who can be paid."""

import uuid
from typing import Annotated

from fastapi import Response

from services.payments.contractors import commands, queries
from services.payments.contractors.queries import Contractors, ContractorView
from services.payments.domain.contractors import Agreement
from shared.mistakes import Mistake
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/accounts", "contractors")
Seeing = Annotated[Call, needs("payments:read")]
Deciding = Annotated[Call, needs("grants:write")]
"""The grants officer's decision, not that of whoever pays."""


@router.get("/{case_id}/contractors", response_model=Contractors)
async def show_contractors(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show who can be paid on a case."""
    return await call.ask(queries.contractors, case_id)


@router.post("/{case_id}/contractors", status_code=201, response_model=ContractorView)
async def agree(case_id: uuid.UUID, body: Agreement, call: Deciding) -> Response:
    """Agree that somebody is paid who gave no estimate before the approval."""
    return await call.create(
        "/v1/accounts/{case_id}/contractors",
        ContractorView.of,
        commands.agree_to_contractor,
        case_id,
        body,
    )


@router.post("/{case_id}/contractors/{contractor_id}/correction", response_model=ContractorView)
async def correct_agreement(
    case_id: uuid.UUID, contractor_id: uuid.UUID, body: Mistake, call: Deciding
) -> Response:
    """Take back an agreement that was a mistake, as long as no invoice of theirs stands."""
    return await call.do(
        ContractorView.of, commands.correct_agreement, case_id, contractor_id, body
    )
