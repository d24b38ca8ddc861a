"""HTTP of evidence."""

import uuid
from typing import Annotated

from fastapi import Response

from services.means_test.domain.evidence import (
    EvidenceReceipt,
    EvidenceRequest,
    EvidenceWithdrawal,
)
from services.means_test.evidence import commands, queries
from services.means_test.evidence.queries import EvidenceList, EvidenceView
from services.means_test.evidence.told import ToldView, told
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "evidence")
Seeing = Annotated[Call, needs("means-test:read")]
SeeingPerson = Annotated[Call, needs("means-test:read", "case:read")]
Writing = Annotated[Call, needs("means-test:write")]


@router.post("/cases/{case_id}/evidence", status_code=201, response_model=EvidenceView)
async def ask_for_evidence(case_id: uuid.UUID, body: EvidenceRequest, call: Writing) -> Response:
    """Ask the household for evidence of one of its people."""
    return await call.create(
        "/v1/cases/{case_id}/evidence",
        EvidenceView.of_row,
        commands.ask_for_evidence,
        case_id,
        body,
    )


@router.get("/cases/{case_id}/evidence", response_model=EvidenceList)
async def show_evidence(case_id: uuid.UUID, call: Seeing) -> Response:
    """What was asked for, and what became of it, step by step."""
    return await call.ask(queries.evidence, case_id)


@router.get("/cases/{case_id}/told", response_model=ToldView)
async def show_told(case_id: uuid.UUID, call: SeeingPerson) -> Response:
    """Tell a household which papers about its resources are still wanted of it."""
    return await call.ask(told, case_id)


@router.post("/evidence/{evidence_id}/receipt", response_model=EvidenceView)
async def receive_evidence(
    evidence_id: uuid.UUID, body: EvidenceReceipt, call: Writing
) -> Response:
    """Note that evidence came, and who saw the original."""
    return await call.do(EvidenceView.of_row, commands.receive_evidence, evidence_id, body)


@router.post("/evidence/{evidence_id}/withdrawal", response_model=EvidenceView)
async def withdraw_evidence(
    evidence_id: uuid.UUID, body: EvidenceWithdrawal, call: Writing
) -> Response:
    """Withdraw what was asked for by mistake: the formal test does not wait for it any more."""
    return await call.do(EvidenceView.of_row, commands.withdraw_evidence, evidence_id, body)
