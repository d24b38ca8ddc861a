"""HTTP of the means test service."""

import uuid
from typing import Annotated

from fastapi import Response

from services.means_test import commands, queries
from services.means_test.domain.evidence import EvidenceReceipt, EvidenceRequest
from services.means_test.domain.household import Household
from services.means_test.domain.preliminary import FewAnswers
from services.means_test.queries import (
    ComparisonView,
    EarlierGrants,
    EvidenceList,
    EvidenceView,
    SelfAssessment,
    TestCaseView,
    TestView,
    WorkingView,
)
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "means tests")
Reading = Annotated[Call, needs("means-test:read")]
Estimating = Annotated[Call, needs("means-test:estimate")]
Writing = Annotated[Call, needs("means-test:write")]


@router.get("/cases/{case_id}", response_model=TestCaseView)
async def show_case(case_id: uuid.UUID, call: Reading) -> Response:
    """Show how far the test of a case is."""
    return await call.ask(queries.case, case_id)


@router.post("/cases/{case_id}/preliminary-tests", status_code=201, response_model=TestView)
async def preliminary(case_id: uuid.UUID, household: Household, call: Writing) -> Response:
    """Test a household before it applies."""
    return await call.create(
        "/v1/tests/{id}", TestView.of, commands.test_preliminarily, case_id, household
    )


@router.post("/cases/{case_id}/formal-test", status_code=201, response_model=TestView)
async def formal(case_id: uuid.UUID, household: Household, call: Writing) -> Response:
    """Test the household at its application."""
    return await call.create(
        "/v1/tests/{id}", TestView.of, commands.test_formally, case_id, household
    )


@router.post("/cases/{case_id}/refusal-of-information", response_model=TestCaseView)
async def declined(case_id: uuid.UUID, call: Writing) -> Response:
    """Note that the household gives no information."""
    return await call.do(TestCaseView.of, commands.note_declined, case_id)


@router.get("/tests/{test_id}", response_model=TestView)
async def show_test(test_id: uuid.UUID, call: Reading) -> Response:
    """Show one test with its whole working."""
    return await call.ask(queries.test, test_id)


@router.get("/tests/{test_id}/working", response_model=WorkingView)
async def working(test_id: uuid.UUID, call: Reading) -> Response:
    """How the test came to its result, for officers and in plain English for the applicant."""
    return await call.ask(queries.working, test_id)


@router.get("/tests/{test_id}/comparison", response_model=ComparisonView)
async def comparison(test_id: uuid.UUID, after: uuid.UUID, call: Reading) -> Response:
    """What changed from this test to a later one, and what it did."""
    return await call.ask(queries.two_tests, test_id, after)


@router.post("/cases/{case_id}/evidence", status_code=201, response_model=EvidenceView)
async def ask_for_evidence(case_id: uuid.UUID, body: EvidenceRequest, call: Writing) -> Response:
    """Ask the household for evidence."""
    return await call.create(
        "/v1/cases/{case_id}/evidence",
        EvidenceView.of_row,
        commands.ask_for_evidence,
        case_id,
        body,
    )


@router.get("/cases/{case_id}/evidence", response_model=EvidenceList)
async def show_evidence(case_id: uuid.UUID, call: Reading) -> Response:
    """What was asked for, and what of it came."""
    return await call.ask(queries.evidence, case_id)


@router.post("/evidence/{evidence_id}/receipt", response_model=EvidenceView)
async def receive_evidence(
    evidence_id: uuid.UUID, body: EvidenceReceipt, call: Writing
) -> Response:
    """Note that evidence came, and who saw the original."""
    return await call.do(EvidenceView.of_row, commands.receive_evidence, evidence_id, body)


@router.get("/earlier-grants", response_model=EarlierGrants)
async def earlier_grants(dwelling: str, call: Reading) -> Response:
    """Grants on a dwelling that a new application may have to count (regulation 13)."""
    return await call.ask(queries.earlier_grants, dwelling)


@router.post("/self-assessments")
async def assess_oneself(answers: FewAnswers, _: Estimating) -> SelfAssessment:
    """What a household would pay, from few answers. Needs no case and keeps nothing."""
    return SelfAssessment.of(answers)
