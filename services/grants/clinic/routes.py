"""HTTP of the county's complex case clinic."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.grants.clinic import commands, queries
from services.grants.domain.casework.entries_of_clinic import (
    ClinicDecision,
    ClinicReferral,
    ClinicSession,
)
from services.grants.record.view import GrantCaseView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "clinic")
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]
Precedents = Annotated[queries.PrecedentsAsked, Query()]


@router.get("/clinic/agenda", response_model=queries.Agenda)
async def list_agenda(wanted: Annotated[queries.AgendaAsked, Query()], call: Seeing) -> Response:
    """List what the clinic is still to advise on, what was referred first first."""
    return await call.ask(queries.agenda, wanted)


@router.get("/clinic/precedents", response_model=queries.Precedents)
async def list_precedents(wanted: Precedents, call: Seeing) -> Response:
    """List what was decided on earlier cases, by works, purpose, cost and outcome."""
    return await call.ask(queries.precedents, wanted)


@router.post("/cases/{case_id}/clinic-referral", response_model=GrantCaseView)
async def refer_to_clinic(case_id: uuid.UUID, body: ClinicReferral, call: Writing) -> Response:
    """Ask the clinic about a case."""
    return await call.do(GrantCaseView.of, commands.refer_to_clinic, case_id, body)


@router.post("/cases/{case_id}/clinic-advice", response_model=GrantCaseView)
async def note_advice(case_id: uuid.UUID, body: ClinicSession, call: Writing) -> Response:
    """Record what the clinic advised on the case, and who attended."""
    return await call.do(GrantCaseView.of, commands.note_advice, case_id, body)


@router.post("/cases/{case_id}/clinic-decision", response_model=GrantCaseView)
async def decide_after_clinic(case_id: uuid.UUID, body: ClinicDecision, call: Writing) -> Response:
    """Record what the authority decides to do after the clinic's advice."""
    return await call.do(GrantCaseView.of, commands.decide_after_clinic, case_id, body)
