"""HTTP of tests of resources."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.means_test.domain.household import Household
from services.means_test.testing import commands, queries, recalculation
from services.means_test.testing.commands import FormalCorrection
from services.means_test.testing.queries import TestPage, TestsWanted, TestView
from services.means_test.testing.recalculation import ComparisonView, WorkingView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "tests")
Seeing = Annotated[Call, needs("means-test:read")]
Writing = Annotated[Call, needs("means-test:write")]
Later = Annotated[uuid.UUID, Query(description="The later test of the same case")]

AT = "/v1/tests/{id}"


@router.get("/cases/{case_id}/tests", response_model=TestPage)
async def list_tests(
    case_id: uuid.UUID, wanted: Annotated[TestsWanted, Query()], call: Seeing
) -> Response:
    """List the tests of a case; a formal test that was corrected stays among them."""
    return await call.ask(queries.tests, case_id, wanted)


@router.post("/cases/{case_id}/preliminary-tests", status_code=201, response_model=TestView)
async def preliminary(case_id: uuid.UUID, household: Household, call: Writing) -> Response:
    """Test a household before it applies."""
    return await call.create(AT, TestView.of, commands.test_preliminarily, case_id, household)


@router.post("/cases/{case_id}/formal-test", status_code=201, response_model=TestView)
async def formal(case_id: uuid.UUID, household: Household, call: Writing) -> Response:
    """Test the household at its application."""
    return await call.create(AT, TestView.of, commands.test_formally, case_id, household)


@router.post("/cases/{case_id}/formal-test/corrections", status_code=201, response_model=TestView)
async def correct(case_id: uuid.UUID, body: FormalCorrection, call: Writing) -> Response:
    """Make the formal test again before the decision, with the reason; the later one counts."""
    return await call.create(AT, TestView.of, commands.correct_formally, case_id, body)


@router.get("/tests/{test_id}", response_model=TestView)
async def show_test(test_id: uuid.UUID, call: Seeing) -> Response:
    """Show one test with its whole working."""
    return await call.ask(queries.test, test_id)


@router.get("/tests/{test_id}/working", response_model=WorkingView)
async def working(test_id: uuid.UUID, call: Seeing) -> Response:
    """How the test came to its result, for officers and in plain English for the applicant."""
    return await call.ask(recalculation.working, test_id)


@router.get("/tests/{test_id}/comparison", response_model=ComparisonView)
async def comparison(test_id: uuid.UUID, after: Later, call: Seeing) -> Response:
    """What changed from this test to a later one, and what it did."""
    return await call.ask(recalculation.two_tests, test_id, after)
