"""HTTP of notices and letters."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.domain.casework.entries_of_letters import Sending
from services.grants.domain.casework.notice import Notice
from services.grants.notices import commands, queries
from services.grants.notices.queries import CaseLetters, LetterView
from services.grants.notices.requests import LetterAsked
from services.grants.notices.told import ToldView, told
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.letters import LETTER_RESPONSES, InForm

router = desk("/v1/cases/{case_id}", "notices")
Reading = Annotated[Call, needs("grants:read")]
Seeing = Annotated[Call, needs("grants:read", "case:read")]
Writing = Annotated[Call, needs("grants:write")]


@router.get("/notice", response_model=Notice)
async def show_notice(case_id: uuid.UUID, call: Reading) -> Response:
    """What the applicant is told of the decision, or of the offer before it, as data."""
    return await call.ask(queries.notice, case_id)


@router.get("/told", response_model=ToldView)
async def show_told(case_id: uuid.UUID, call: Seeing) -> Response:
    """Tell a person what is wanted of them, and which letters of their application they were sent."""
    return await call.ask(told, case_id)


@router.get("/letters", response_model=CaseLetters)
async def list_letters(case_id: uuid.UUID, call: Reading) -> Response:
    """The letters of a case."""
    return await call.ask(queries.letters, case_id)


@router.post("/letters", status_code=201, response_model=LetterView)
async def write_letter(case_id: uuid.UUID, body: LetterAsked, call: Writing) -> Response:
    """Write the letter of the decision, or of the offer before it."""
    at = "/v1/cases/{case_id}/letters/{id}"
    return await call.create(
        at, lambda view: view, commands.write_letter, case_id, body, call.store
    )


@router.get("/letters/{letter_id}", response_model=LetterView)
async def show_letter(case_id: uuid.UUID, letter_id: uuid.UUID, call: Reading) -> Response:
    """One letter of a case: what it is, and when it was sent."""
    return await call.ask(queries.letter, case_id, letter_id)


@router.get("/letters/{letter_id}/{form}", response_class=Response, responses=LETTER_RESPONSES)
async def read_letter(
    case_id: uuid.UUID, letter_id: uuid.UUID, form: InForm, call: Seeing
) -> Response:
    """The letter as it was written, as HTML or PDF; a person reads those that they were sent."""
    return await call.send(queries.letter_as, case_id, letter_id, form)


@router.post("/letters/{letter_id}/sending", response_model=LetterView)
async def send_letter(
    case_id: uuid.UUID, letter_id: uuid.UUID, body: Sending, call: Writing
) -> Response:
    """Record that the letter was sent."""
    return await call.do(lambda view: view, commands.send_letter, case_id, letter_id, body)
