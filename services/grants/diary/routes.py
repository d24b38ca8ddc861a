"""HTTP of a case's diary."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.diary import commands, queries
from services.grants.domain.casework.entries_of_decants import Decant, Return
from services.grants.domain.casework.entries_of_servicing import Service, Servicing
from services.grants.domain.casework.entries_of_visits import Fault, PutRight, Visit, VisitPlan
from services.grants.record.view import GrantCaseView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "diary")
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]


@router.get("/diary", response_model=queries.Diary)
async def show_diary(case_id: uuid.UUID, call: Seeing) -> Response:
    """Visits, what is to be put right, stays elsewhere and servicing, each with its number."""
    return await call.ask(queries.diary_of, case_id)


@router.post("/visits", response_model=GrantCaseView)
async def plan_visit(case_id: uuid.UUID, body: VisitPlan, call: Writing) -> Response:
    """Plan a visit to the home or to the works; it is due on its day until it is recorded."""
    return await call.do(GrantCaseView.of, commands.plan_visit, case_id, body)


@router.post("/visits/record", response_model=GrantCaseView)
async def record_visit(case_id: uuid.UUID, body: Visit, call: Writing) -> Response:
    """Record a visit that was made, and what was found."""
    return await call.do(GrantCaseView.of, commands.record_visit, case_id, body)


@router.post("/faults", response_model=GrantCaseView)
async def note_fault(case_id: uuid.UUID, body: Fault, call: Writing) -> Response:
    """Record what is to be put right, and until when; before that nothing is certified."""
    return await call.do(GrantCaseView.of, commands.note_fault, case_id, body)


@router.post("/faults/remedy", response_model=GrantCaseView)
async def put_fault_right(case_id: uuid.UUID, body: PutRight, call: Writing) -> Response:
    """Record that a fault was put right."""
    return await call.do(GrantCaseView.of, commands.put_fault_right, case_id, body)


@router.post("/decants", response_model=GrantCaseView)
async def begin_decant(case_id: uuid.UUID, body: Decant, call: Writing) -> Response:
    """Record that the household lives elsewhere during the works, and until when."""
    return await call.do(GrantCaseView.of, commands.begin_decant, case_id, body)


@router.post("/decants/return", response_model=GrantCaseView)
async def end_decant(case_id: uuid.UUID, body: Return, call: Writing) -> Response:
    """Record that the household is back in its home."""
    return await call.do(GrantCaseView.of, commands.end_decant, case_id, body)


@router.post("/servicing", response_model=GrantCaseView)
async def arrange_servicing(case_id: uuid.UUID, body: Servicing, call: Writing) -> Response:
    """Put equipment into the servicing diary: who services it, how often, until when."""
    return await call.do(GrantCaseView.of, commands.arrange_servicing, case_id, body)


@router.post("/servicing/record", response_model=GrantCaseView)
async def note_servicing(case_id: uuid.UUID, body: Service, call: Writing) -> Response:
    """Record that equipment was serviced."""
    return await call.do(GrantCaseView.of, commands.note_servicing, case_id, body)
