"""HTTP of answers to enquiries, and of their letters."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.referral.answers import commands, queries
from services.referral.answers.posting import POSTBOX
from services.referral.answers.queries import AnswersView
from services.referral.answers.told import ToldView, told
from services.referral.tables import LETTERS
from shared.letters import LetterView, MistakenSending
from shared.mistakes import Mistake
from shared.sendings import Sending
from shared.views import itself
from shared.web import letters
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.letters import LETTER_RESPONSES, InForm, LetterFilters, LetterPage

router = desk("/v1", "answers")
Seeing = Annotated[Call, needs("referral:read")]
SeeingPerson = Annotated[Call, needs("referral:read", "case:read")]
Writing = Annotated[Call, needs("referral:write")]
AT = "/referrals/{case_id}/letters"


@router.get("/referrals/{case_id}/told", response_model=ToldView)
async def show_told(case_id: uuid.UUID, call: SeeingPerson) -> Response:
    """Tell a person what comes next, what is wanted of them, whom to ask, and which letters went."""
    return await call.ask(told, case_id)


@router.get("/referrals/{case_id}/answers", response_model=AnswersView)
async def show_answers(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show what a person was told: the next step, who does it, by when and whom to ask."""
    return await call.ask(queries.answers, case_id)


@router.get("/letters", response_model=LetterPage)
async def list_letters(wanted: Annotated[LetterFilters, Query()], call: Seeing) -> Response:
    """List letters of answers, such as those that still have to be sent another way."""
    return await call.ask(letters.list_letters, LETTERS, wanted)


@router.post(AT, status_code=201, response_model=LetterView)
async def write_answer(case_id: uuid.UUID, call: Writing) -> Response:
    """Write the letter of the last answer now; it goes with the next morning's post."""
    at = "/v1/referrals/{case_id}/letters/{id}"
    return await call.create(at, itself, commands.write_answer, case_id, call.store)


@router.get(f"{AT}/{{letter_id}}", response_model=LetterView)
async def show_answer_letter(case_id: uuid.UUID, letter_id: uuid.UUID, call: Seeing) -> Response:
    """One letter: what it is, and when it was sent."""
    return await call.ask(letters.show_letter, LETTERS, case_id, letter_id)


@router.get(f"{AT}/{{letter_id}}/{{form}}", response_class=Response, responses=LETTER_RESPONSES)
async def read_answer_letter(
    case_id: uuid.UUID, letter_id: uuid.UUID, form: InForm, call: SeeingPerson
) -> Response:
    """The letter as it was written, as HTML or PDF; a person reads their own."""
    return await call.send(letters.letter_as, LETTERS, case_id, letter_id, form)


@router.post(f"{AT}/{{letter_id}}/sending", response_model=LetterView)
async def send_answer(
    case_id: uuid.UUID, letter_id: uuid.UUID, body: Sending, call: Writing
) -> Response:
    """Record that the letter was sent."""
    return await call.do(itself, commands.send_answer, case_id, letter_id, body)


@router.post(f"{AT}/{{letter_id}}/sending/correction", response_model=LetterView)
async def strike_out_sending(
    case_id: uuid.UUID, letter_id: uuid.UUID, body: MistakenSending, call: Writing
) -> Response:
    """Strike out that the letter was sent; as it went it is recorded again."""
    return await call.do(itself, LETTERS.strike_sending, case_id, letter_id, body)


@router.post(f"{AT}/{{letter_id}}/withdrawal", response_model=LetterView)
async def withdraw_answer(
    case_id: uuid.UUID, letter_id: uuid.UUID, body: Mistake, call: Writing
) -> Response:
    """Withdraw a letter that was written by mistake, before it goes; it stays to be read."""
    return await call.do(itself, LETTERS.withdraw, case_id, letter_id, body)


@router.post(f"{AT}/{{letter_id}}/posting", response_model=LetterView)
async def post_answer_again(case_id: uuid.UUID, letter_id: uuid.UUID, call: Writing) -> Response:
    """Give a letter to the post at once that is still to be sent, such as one that failed."""
    return await call.do(itself, POSTBOX.post_again, case_id, letter_id)
