"""HTTP of the means test service."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Response

from services.means_test import commands, queries
from services.means_test.domain.household import Household
from services.means_test.queries import TestCaseView, TestView
from shared.web.work import Work, needs

router = APIRouter(prefix="/v1", tags=["means tests"])
Reading = Annotated[Work, needs("means-test:read")]
Writing = Annotated[Work, needs("means-test:write")]


@router.get("/cases/{case_id}", response_model=TestCaseView)
async def show_case(case_id: uuid.UUID, work: Reading) -> Response:
    """Show how far the test of a case is."""
    return await work.ask(TestCaseView.of, queries.case, case_id)


@router.post("/cases/{case_id}/preliminary-tests", status_code=201, response_model=TestView)
async def preliminary(case_id: uuid.UUID, household: Household, work: Writing) -> Response:
    """Test a household before it applies."""
    return await work.create(TestView.of, commands.test_preliminarily, case_id, household)


@router.post("/cases/{case_id}/formal-test", status_code=201, response_model=TestView)
async def formal(case_id: uuid.UUID, household: Household, work: Writing) -> Response:
    """Test the household at its application."""
    return await work.create(TestView.of, commands.test_formally, case_id, household)


@router.post("/cases/{case_id}/refusal-of-information", response_model=TestCaseView)
async def declined(case_id: uuid.UUID, work: Writing) -> Response:
    """Note that the household gives no information."""
    return await work.do(TestCaseView.of, commands.note_declined, case_id)


@router.get("/tests/{test_id}", response_model=TestView)
async def show_test(test_id: uuid.UUID, work: Reading) -> Response:
    """Show one test with its whole working."""
    return await work.ask(TestView.of, queries.test, test_id)
