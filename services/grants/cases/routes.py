"""HTTP of cases: how they stand, and how they end."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.cases import commands, queries
from services.grants.domain.casework.entries import Withdrawal
from services.grants.record.view import GrantCaseView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases", "cases")
Reading = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]


@router.get("/{case_id}", response_model=GrantCaseView)
async def show(case_id: uuid.UUID, call: Reading) -> Response:
    """Show a case."""
    return await call.ask(queries.case, case_id)


@router.post("/{case_id}/withdrawal", response_model=GrantCaseView)
async def withdraw(case_id: uuid.UUID, body: Withdrawal, call: Writing) -> Response:
    """End the approval, so that nothing more is paid, or close the case that is undecided."""
    return await call.do(GrantCaseView.of, commands.withdraw, case_id, body)


@router.post("/{case_id}/closure", response_model=GrantCaseView)
async def close(case_id: uuid.UUID, call: Writing) -> Response:
    """Close the case."""
    return await call.do(GrantCaseView.of, commands.close_case, case_id)
