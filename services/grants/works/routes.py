"""HTTP of the works."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.domain.casework.entries_of_time import Extension
from services.grants.domain.casework.entries_of_works import (
    Acceptance,
    AfterCheck,
    ContractorChange,
)
from services.grants.record.view import GrantCaseView
from services.grants.works import commands, queries
from shared.mistakes import Mistake
from shared.schema import Date, Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "works")
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]


class Certification(Model):
    """The date on which the works were found complete."""

    model_config = example(certified_on="2026-03-09")

    certified_on: Date
    """The day on which the authority found the works complete; not after today."""


@router.post("/extension", response_model=GrantCaseView)
async def extend(case_id: uuid.UUID, body: Extension, call: Writing) -> Response:
    """Agree to more time for the works."""
    return await call.do(GrantCaseView.of, commands.extend_time, case_id, body)


@router.post("/works-certification", response_model=GrantCaseView)
async def certify(case_id: uuid.UUID, body: Certification, call: Writing) -> Response:
    """Certify that the works are complete."""
    return await call.do(GrantCaseView.of, commands.certify_works, case_id, body.certified_on)


@router.post("/works-certification/correction", response_model=GrantCaseView)
async def correct_certificate(case_id: uuid.UUID, body: Mistake, call: Writing) -> Response:
    """Take back that the works are complete, before the final payment; it stays to be read."""
    return await call.do(GrantCaseView.of, commands.correct_certificate, case_id, body)


@router.post("/contractor-change", response_model=GrantCaseView)
async def agree_to_contractor(
    case_id: uuid.UUID, body: ContractorChange, call: Writing
) -> Response:
    """Agree that another contractor does works of the case."""
    return await call.do(GrantCaseView.of, commands.agree_to_contractor, case_id, body)


@router.post("/acceptance", response_model=GrantCaseView)
async def note_acceptance(case_id: uuid.UUID, body: Acceptance, call: Writing) -> Response:
    """Record the client's word on the completed works."""
    return await call.do(GrantCaseView.of, commands.note_acceptance, case_id, body)


@router.post("/later-checks", response_model=GrantCaseView)
async def check_afterwards(case_id: uuid.UUID, body: AfterCheck, call: Writing) -> Response:
    """Record a look at the adaptations after completion."""
    return await call.do(GrantCaseView.of, commands.check_afterwards, case_id, body)


@router.get("/completion-pack", response_model=queries.CompletionPack)
async def show_completion_pack(case_id: uuid.UUID, call: Seeing) -> Response:
    """The papers of completion: certified date, the client's word, disputes, later looks."""
    return await call.ask(queries.completion_pack, case_id)
