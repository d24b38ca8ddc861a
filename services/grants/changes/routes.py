"""HTTP of changes of circumstances."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.grants.changes import commands, queries
from services.grants.domain.casework.changes import ChangeFigures
from services.grants.domain.casework.entries_of_repayment import ChangeDecision
from services.grants.record.view import GrantCaseView
from shared.contracts.codes import WithdrawalReason
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}/change-of-circumstances", "changes")
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]
What = Annotated[WithdrawalReason, Query(description="What has changed, or has come to light")]


@router.get("", response_model=ChangeFigures)
async def show_change(case_id: uuid.UUID, reason: What, call: Seeing) -> Response:
    """What may be paid or demanded if this has changed; nothing is recorded."""
    return await call.ask(queries.change, case_id, reason)


@router.post("", response_model=GrantCaseView)
async def decide_change(case_id: uuid.UUID, body: ChangeDecision, call: Writing) -> Response:
    """Decide on a change of circumstances: whether the grant goes on, what is paid or demanded."""
    return await call.do(GrantCaseView.of, commands.decide_change, case_id, body)
