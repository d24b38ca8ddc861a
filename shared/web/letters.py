"""Kept letters over HTTP: in which forms one is sent, how a document describes that, and lists of them."""

import uuid
from typing import Annotated, Any, Literal, cast

from fastapi import Path
from sqlalchemy import Select, select

from shared.contracts.event import District
from shared.letters import KeptLetter, WrittenLetter
from shared.letters.sent import Book, LetterView, went
from shared.persistence.audit import Read
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.web.files import Content
from shared.web.lists import Asked, Order, Page, list_page, narrowed

Form = Literal["html", "pdf"]
InForm = Annotated[Form, Path(description="As which file")]
_MEDIA: dict[Form, str] = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}
LETTER_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The letter as it was written",
        "content": {
            kind.partition(";")[0]: {"schema": {"type": "string"}} for kind in _MEDIA.values()
        },
    }
}


def content_of(letter: WrittenLetter, form: Form) -> Content:
    """A letter as it was written, to be read or printed."""
    key, sha256 = (
        (letter.html_key, letter.html_sha256)
        if form == "html"
        else (letter.pdf_key, letter.pdf_sha256)
    )
    if sha256 is None:
        raise NotFound("this letter could not be made as PDF when it was written")
    case_id = letter.case_id if isinstance(letter, KeptLetter) else None
    read = Read(letter.district, case_id, letter.id)
    return Content(key, sha256, _MEDIA[form], f"{letter.letter}.{form}", read)


class LetterFilters(Asked):
    """Which letters are wanted: those that meet all that is stated."""

    district: District | None = None
    """ONS code of the district."""
    case_id: uuid.UUID | None = None
    """Those of this case alone."""
    to_be_sent: bool | None = None
    """Those that nobody has sent yet or withdrawn, or that were not printed when they were sent; or
    the others."""


class LetterPage(Page):
    """A page of letters, the first written first."""

    items: list[LetterView]
    """The letters of this page."""


async def list_letters(reading: Reading, book: Book, wanted: LetterFilters) -> LetterPage:
    """The letters that meet the filters."""
    letters = book.letters
    rows = narrowed(select(letters), wanted, letters.district, letters.case_id)
    if wanted.to_be_sent is not None:
        rows = rows.where(book.to_be_sent == wanted.to_be_sent)
    order = Order((letters.written_at, letters.id))
    found, following = await list_page(reading, cast("Select[Any]", rows), wanted, order)
    return LetterPage(items=await book.views(reading, found), next=following)


async def show_letter(
    reading: Reading, book: Book, case_id: uuid.UUID, letter_id: uuid.UUID
) -> LetterView:
    """One letter of a case. Raises `NotFound`."""
    return await book.view(reading, await book.letter(reading, case_id, letter_id))


async def letter_as(
    reading: Reading, book: Book, case_id: uuid.UUID, letter_id: uuid.UUID, form: Form
) -> Content:
    """A letter as it was written, to be read or printed; the person reads what they were sent."""
    letter = await book.letter(reading, case_id, letter_id)
    if reading.reach.case is not None and not went(await book.view(reading, letter)):
        raise NotFound
    return content_of(letter, form)
