"""HTTP of notices and letters."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.grants.domain.casework.notice import Notice
from services.grants.notices import commands, queries
from services.grants.notices.book import BOOK, POSTBOX
from services.grants.notices.queries import CaseLetters
from services.grants.notices.requests import LetterAsked
from services.grants.notices.told import ToldView, told
from shared.letters import LetterView, MistakenSending
from shared.mistakes import Mistake
from shared.sendings import Sending
from shared.views import itself
from shared.web import letters
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.letters import LETTER_RESPONSES, InForm, LetterFilters, LetterPage

router = desk("/v1", "notices")
CASE = "/cases/{case_id}"
LETTER = "/cases/{case_id}/letters/{letter_id}"
Seeing = Annotated[Call, needs("grants:read")]
SeeingPerson = Annotated[Call, needs("grants:read", "case:read")]
Writing = Annotated[Call, needs("grants:write")]


@router.get("/letters", response_model=LetterPage)
async def find_letters(wanted: Annotated[LetterFilters, Query()], call: Seeing) -> Response:
    """List letters of all cases, such as those that still have to be sent."""
    return await call.ask(letters.list_letters, BOOK, wanted)


@router.get(f"{CASE}/notice", response_model=Notice)
async def show_notice(case_id: uuid.UUID, call: Seeing) -> Response:
    """What the applicant is told of the decision, or of the offer before it, as data."""
    return await call.ask(queries.notice, case_id)


@router.get(f"{CASE}/told", response_model=ToldView)
async def show_told(case_id: uuid.UUID, call: SeeingPerson) -> Response:
    """Tell a person what is wanted of them, and which letters of their application they were sent."""
    return await call.ask(told, case_id)


@router.get(f"{CASE}/letters", response_model=CaseLetters)
async def list_letters(case_id: uuid.UUID, call: Seeing) -> Response:
    """The letters of a case."""
    return await call.ask(queries.letters, case_id)


@router.post(f"{CASE}/letters", status_code=201, response_model=LetterView)
async def write_letter(case_id: uuid.UUID, body: LetterAsked, call: Writing) -> Response:
    """Write a letter to the applicant, such as that of the decision; it goes with the next post."""
    at = "/v1/cases/{case_id}/letters/{id}"
    return await call.create(at, itself, commands.write_letter, case_id, body, call.store)


@router.get(LETTER, response_model=LetterView)
async def show_letter(case_id: uuid.UUID, letter_id: uuid.UUID, call: Seeing) -> Response:
    """One letter of a case: what it is, and when it was sent."""
    return await call.ask(letters.show_letter, BOOK, case_id, letter_id)


@router.get(f"{LETTER}/{{form}}", response_class=Response, responses=LETTER_RESPONSES)
async def read_letter(
    case_id: uuid.UUID, letter_id: uuid.UUID, form: InForm, call: SeeingPerson
) -> Response:
    """The letter as it was written, as HTML or PDF; a person reads those that they were sent."""
    return await call.send(letters.letter_as, BOOK, case_id, letter_id, form)


@router.post(f"{LETTER}/sending", response_model=LetterView)
async def send_letter(
    case_id: uuid.UUID, letter_id: uuid.UUID, body: Sending, call: Writing
) -> Response:
    """Record that the letter was sent."""
    return await call.do(itself, commands.send_letter, case_id, letter_id, body)


@router.post(f"{LETTER}/sending/correction", response_model=LetterView)
async def strike_out_sending(
    case_id: uuid.UUID, letter_id: uuid.UUID, body: MistakenSending, call: Writing
) -> Response:
    """Strike out that the letter was sent; as it went it is recorded again."""
    return await call.do(itself, BOOK.strike_sending, case_id, letter_id, body)


@router.post(f"{LETTER}/withdrawal", response_model=LetterView)
async def withdraw_letter(
    case_id: uuid.UUID, letter_id: uuid.UUID, body: Mistake, call: Writing
) -> Response:
    """Withdraw a letter that was written by mistake, before it goes; it stays to be read."""
    return await call.do(itself, BOOK.withdraw, case_id, letter_id, body)


@router.post(f"{LETTER}/posting", response_model=LetterView)
async def post_letter_again(case_id: uuid.UUID, letter_id: uuid.UUID, call: Writing) -> Response:
    """Give a letter to the post at once that is still to be sent, such as one that failed."""
    return await call.do(itself, POSTBOX.post_again, case_id, letter_id)
