"""HTTP of works within the minor limit."""

import uuid
from typing import Annotated

from fastapi import Response

from services.referral.domain.minor_works import (
    CompletionCorrection,
    MinorCompletion,
    MinorOrder,
)
from services.referral.minor_works import commands, queries
from services.referral.minor_works.queries import MinorWorksList, MinorWorksView
from shared.mistakes import Mistake
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/referrals/{case_id}/minor-works", "minor works")
Seeing = Annotated[Call, needs("referral:read")]
Writing = Annotated[Call, needs("referral:write")]


@router.get("", response_model=MinorWorksList)
async def list_minor_works(case_id: uuid.UUID, call: Seeing) -> Response:
    """The orders of a case."""
    return await call.ask(queries.minor_works, case_id)


@router.post("", status_code=201, response_model=MinorWorksView)
async def order_minor_works(case_id: uuid.UUID, body: MinorOrder, call: Writing) -> Response:
    """Order works within the district's minor limit."""
    at = "/v1/referrals/{case_id}/minor-works/{id}"
    return await call.create(at, MinorWorksView.of, commands.order_minor_works, case_id, body)


@router.get("/{order_id}", response_model=MinorWorksView)
async def show_minor_works(case_id: uuid.UUID, order_id: uuid.UUID, call: Seeing) -> Response:
    """One order."""
    return await call.ask(queries.one_order, case_id, order_id)


@router.post("/{order_id}/completion", response_model=MinorWorksView)
async def complete_minor_works(
    case_id: uuid.UUID, order_id: uuid.UUID, body: MinorCompletion, call: Writing
) -> Response:
    """Record that the works are done, and what they cost."""
    return await call.do(MinorWorksView.of, commands.complete_minor_works, case_id, order_id, body)


@router.post("/{order_id}/completion/correction", response_model=MinorWorksView)
async def correct_completion(
    case_id: uuid.UUID, order_id: uuid.UUID, body: CompletionCorrection, call: Writing
) -> Response:
    """Put right that the works are done, on which day or at what cost; the others are told."""
    return await call.do(MinorWorksView.of, commands.correct_completion, case_id, order_id, body)


@router.post("/{order_id}/withdrawal", response_model=MinorWorksView)
async def withdraw_minor_works(
    case_id: uuid.UUID, order_id: uuid.UUID, body: Mistake, call: Writing
) -> Response:
    """Take back an order that was placed by mistake, before its works are done."""
    return await call.do(MinorWorksView.of, commands.withdraw_minor_works, case_id, order_id, body)
