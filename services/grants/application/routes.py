"""HTTP of the application."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.application import commands
from services.grants.domain.casework.entries import Reason
from services.grants.domain.facts.application import Application
from services.grants.record.view import GrantCaseView
from shared.schema import Model
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "application")
Writing = Annotated[Call, needs("grants:write")]


class Amendment(Model):
    """The application as it is now, whole, and why it was changed."""

    application: Application
    reason: Reason


@router.post("/application", response_model=GrantCaseView)
async def apply(case_id: uuid.UUID, application: Application, call: Writing) -> Response:
    """Take a complete application."""
    return await call.do(GrantCaseView.of, commands.complete_application, case_id, application)


@router.post("/application/amendment", response_model=GrantCaseView)
async def amend(case_id: uuid.UUID, body: Amendment, call: Writing) -> Response:
    """Change a complete application before its decision."""
    return await call.do(
        GrantCaseView.of, commands.amend_application, case_id, body.application, body.reason
    )
