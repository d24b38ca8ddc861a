"""HTTP of needs and the homes that would do."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Response

from services.register.queries import needs as queries
from services.register.queries.needs import AlternativesView
from shared.web.work import Work, needs

router = APIRouter(prefix="/v1", tags=["needs"])
Reading = Annotated[Work, needs("register:read")]


@router.get("/cases/{case_id}/alternatives", response_model=AlternativesView)
async def alternatives(case_id: uuid.UUID, work: Reading) -> Response:
    """Show which homes would do for a case."""
    return await work.ask(AlternativesView.of, queries.alternatives, case_id)
