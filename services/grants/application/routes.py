"""HTTP of the application."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.application import commands
from services.grants.domain.facts.application import Application
from services.grants.record.view import GrantCaseView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "application")
Writing = Annotated[Call, needs("grants:write")]


@router.post("/application", response_model=GrantCaseView)
async def apply(case_id: uuid.UUID, application: Application, call: Writing) -> Response:
    """Take a complete application."""
    return await call.do(GrantCaseView.of, commands.complete_application, case_id, application)
