"""HTTP of the list of cases, and of who has them in hand."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.grants.domain.casework.entries import Assigned
from services.grants.record.view import GrantCaseView
from services.grants.worklist import commands, queries
from services.grants.worklist.queries import CaseFilters, CasePage, MyCases
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "worklist")
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]


@router.get("/cases", response_model=CasePage)
async def list_cases(wanted: Annotated[CaseFilters, Query()], call: Seeing) -> Response:
    """List cases, the nearest clock first."""
    return await call.ask(queries.cases, wanted)


@router.get("/my-cases", response_model=CasePage)
async def list_my_cases(wanted: Annotated[MyCases, Query()], call: Seeing) -> Response:
    """List what is waiting for whoever asks: the cases they have in hand, the nearest clock first."""
    return await call.ask(queries.mine, wanted)


@router.put("/cases/{case_id}/assignment", response_model=GrantCaseView)
async def assign(case_id: uuid.UUID, body: Assigned, call: Writing) -> Response:
    """Say who has a case in hand."""
    return await call.do(GrantCaseView.of, commands.assign, case_id, body)
