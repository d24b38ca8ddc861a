"""HTTP of the application."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.application import commands, queries
from services.grants.domain.casework.entries import DisabilityFound, SocialServicesView
from services.grants.domain.casework.entry import Reason
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.fields import SOME, Id
from services.grants.record.view import GrantCaseView
from shared.bounds import AtMost
from shared.schema import Field, Model, example, example_of
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "application")
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]


class Amendment(Model):
    """The application as it is now, whole, and why it was changed."""

    model_config = example(
        application=example_of(Application), reason="The second estimate came in"
    )

    application: Application
    """The whole application as it now is, not only what changed."""
    reason: Reason
    """Why it is changed, in the officer's words; kept in the history."""


class UrgentWorks(Model):
    """Works that are decided on in advance of the others, because waiting could do harm."""

    model_config = example(works=["lift"], reason="She cannot reach her bedroom")

    works: Annotated[tuple[Id, ...], Field(min_length=1), AtMost(SOME)]
    """The urgent works of the application, by their ids; the others come later."""
    reason: Reason
    """What harm waiting would do, in the officer's words; kept in the history."""


@router.post("/disability-finding", response_model=GrantCaseView)
async def find_disability(case_id: uuid.UUID, body: DisabilityFound, call: Writing) -> Response:
    """Record whether the person is disabled; without the finding no grant is approved."""
    return await call.do(GrantCaseView.of, commands.find_disability, case_id, body)


@router.post("/social-services-view", response_model=GrantCaseView)
async def note_view(case_id: uuid.UUID, body: SocialServicesView, call: Writing) -> Response:
    """Record that the social services authority gave its view on the works."""
    return await call.do(GrantCaseView.of, commands.note_social_services_view, case_id, body)


@router.post("/checklist", response_model=queries.Checklist)
async def checklist(case_id: uuid.UUID, draft: Application, call: Seeing) -> Response:
    """What a complete application needs, and how each thing stands; nothing is recorded."""
    return await call.ask(queries.checklist, case_id, draft)


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


@router.post("/application/urgent-works", response_model=GrantCaseView)
async def put_urgent_first(case_id: uuid.UUID, body: UrgentWorks, call: Writing) -> Response:
    """Have urgent works decided first; a variation brings in the others."""
    return await call.do(
        GrantCaseView.of, commands.put_urgent_first, case_id, body.works, body.reason
    )
