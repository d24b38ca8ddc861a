"""A kept letter over HTTP: in which forms it is sent, and how a document describes that."""

from typing import Annotated, Any, Literal

from fastapi import Path

from shared.letters import KeptLetter, WrittenLetter
from shared.persistence.audit import Read
from shared.problems import NotFound
from shared.web.files import Content

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
