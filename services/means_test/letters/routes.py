"""HTTP of letters to households."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.means_test.letters import commands
from services.means_test.letters.commands import EvidenceLetterAsked
from services.means_test.letters.posting import POSTBOX
from services.means_test.tables import LETTERS
from shared.letters import LetterView, MistakenSending
from shared.mistakes import Mistake
from shared.sendings import Sending
from shared.views import itself
from shared.web import letters
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.letters import LETTER_RESPONSES, InForm, LetterFilters, LetterPage

router = desk("/v1", "letters")
Seeing = Annotated[Call, needs("means-test:read")]
SeeingPerson = Annotated[Call, needs("means-test:read", "case:read")]
Writing = Annotated[Call, needs("means-test:write")]
CASE = "/cases/{case_id}/letters"
LETTER = "/cases/{case_id}/letters/{letter_id}"


@router.get("/letters", response_model=LetterPage)
async def find_letters(wanted: Annotated[LetterFilters, Query()], call: Seeing) -> Response:
    """List letters of all cases, such as those that still have to be sent."""
    return await call.ask(letters.list_letters, LETTERS, wanted)


@router.post(CASE, status_code=201, response_model=LetterView)
async def write_letter(case_id: uuid.UUID, body: EvidenceLetterAsked, call: Writing) -> Response:
    """Ask a household in a letter for all that is outstanding; it goes with the next post."""
    at = "/v1/cases/{case_id}/letters/{id}"
    return await call.create(at, itself, commands.write_letter, case_id, body, call.store)


@router.get(LETTER, response_model=LetterView)
async def show_letter(case_id: uuid.UUID, letter_id: uuid.UUID, call: Seeing) -> Response:
    """One letter of a case: what it is, and when it was sent."""
    return await call.ask(letters.show_letter, LETTERS, case_id, letter_id)


@router.get(f"{LETTER}/{{form}}", response_class=Response, responses=LETTER_RESPONSES)
async def read_letter(
    case_id: uuid.UUID, letter_id: uuid.UUID, form: InForm, call: SeeingPerson
) -> Response:
    """The letter as it was written, as HTML or PDF; a person reads those that they were sent."""
    return await call.send(letters.letter_as, LETTERS, case_id, letter_id, form)


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
    return await call.do(itself, LETTERS.strike_sending, case_id, letter_id, body)


@router.post(f"{LETTER}/withdrawal", response_model=LetterView)
async def withdraw_letter(
    case_id: uuid.UUID, letter_id: uuid.UUID, body: Mistake, call: Writing
) -> Response:
    """Withdraw a letter that was written by mistake, before it goes; it stays to be read."""
    return await call.do(itself, LETTERS.withdraw, case_id, letter_id, body)


@router.post(f"{LETTER}/posting", response_model=LetterView)
async def post_letter_again(case_id: uuid.UUID, letter_id: uuid.UUID, call: Writing) -> Response:
    """Give a letter to the post at once that is still to be sent, such as one that failed."""
    return await call.do(itself, POSTBOX.post_again, case_id, letter_id)
