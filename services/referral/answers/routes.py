"""HTTP of answers to enquiries, and of their letters."""

import uuid
from typing import Annotated

from fastapi import Response

from services.referral.answers import commands, queries
from services.referral.answers.queries import AnswersView, LetterView
from services.referral.domain.letters import Sending
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.letters import LETTER_RESPONSES, InForm

router = desk("/v1/referrals/{case_id}", "answers")
Reading = Annotated[Call, needs("referral:read")]
Writing = Annotated[Call, needs("referral:write")]


@router.get("/answers", response_model=AnswersView)
async def show_answers(case_id: uuid.UUID, call: Reading) -> Response:
    """Show what a person was told: the next step, who does it, by when and whom to ask."""
    return await call.ask(queries.answers, case_id)


@router.post("/letters", status_code=201, response_model=LetterView)
async def write_answer(case_id: uuid.UUID, call: Writing) -> Response:
    """Write the letter of the last answer."""
    at = "/v1/referrals/{case_id}/letters/{id}"
    return await call.create(at, lambda view: view, commands.write_answer, case_id, call.store)


@router.get("/letters/{letter_id}", response_model=LetterView)
async def show_answer_letter(case_id: uuid.UUID, letter_id: uuid.UUID, call: Reading) -> Response:
    """One letter: what it is, and when it was sent."""
    return await call.ask(queries.letter, case_id, letter_id)


@router.get("/letters/{letter_id}/{form}", response_class=Response, responses=LETTER_RESPONSES)
async def read_answer_letter(
    case_id: uuid.UUID, letter_id: uuid.UUID, form: InForm, call: Reading
) -> Response:
    """The letter as it was written, as HTML or PDF."""
    return await call.send(queries.letter_as, case_id, letter_id, form)


@router.post("/letters/{letter_id}/sending", response_model=LetterView)
async def send_answer(
    case_id: uuid.UUID, letter_id: uuid.UUID, body: Sending, call: Writing
) -> Response:
    """Record that the letter was sent."""
    return await call.do(lambda view: view, commands.send_answer, case_id, letter_id, body)
