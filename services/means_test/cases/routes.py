"""HTTP of cases."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.means_test.cases import commands, queries
from services.means_test.cases.queries import (
    AssignmentHistory,
    CasesWanted,
    MyCases,
    TestCasePage,
    TestCaseView,
)
from shared.assignment import Assignment
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "cases")
Seeing = Annotated[Call, needs("means-test:read")]
Writing = Annotated[Call, needs("means-test:write")]


@router.get("/cases", response_model=TestCasePage)
async def list_cases(wanted: Annotated[CasesWanted, Query()], call: Seeing) -> Response:
    """List cases by what they wait for, the longest wait first."""
    return await call.ask(queries.cases, wanted)


@router.get("/my-cases", response_model=TestCasePage)
async def list_my_cases(wanted: Annotated[MyCases, Query()], call: Seeing) -> Response:
    """List what is waiting for whoever asks: the cases they have in hand, the nearest clock first."""
    return await call.ask(queries.mine, wanted)


@router.get("/cases/{case_id}", response_model=TestCaseView)
async def show_case(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show how far the test of a case is."""
    return await call.ask(queries.case, case_id)


@router.post("/cases/{case_id}/refusal-of-information", response_model=TestCaseView)
async def declined(case_id: uuid.UUID, call: Writing) -> Response:
    """Note that the household gives no information."""
    return await call.do(TestCaseView.of, commands.note_declined, case_id)


@router.put("/cases/{case_id}/assignment", response_model=TestCaseView)
async def assign(case_id: uuid.UUID, body: Assignment, call: Writing) -> Response:
    """Say who has the test of a case in hand."""
    return await call.do(TestCaseView.of, commands.assign, case_id, body)


@router.get("/cases/{case_id}/assignment/history", response_model=AssignmentHistory)
async def show_assignment_history(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show who had the test of a case in hand before."""
    return await call.ask(queries.assignments, case_id)
