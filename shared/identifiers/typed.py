"""What people type around an identity, taken off; and the types that stand for identities."""

import re
import unicodedata
from typing import Any

from pydantic import WithJsonSchema

LONGEST = 64
"""Characters within which every identity fits, with all that is typed around it."""
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""How people keep a spreadsheet from turning digits into a number."""
_AROUND = " '\"`\u00b4\u2018\u2019\u201c\u201d\u2032,;"
"""Marks that keep a cell as text, quotation marks, and what separated it from its neighbours."""
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def typed(text: str) -> str:
    """The text on one line, with plain spaces and hyphens, without what a copy or a spreadsheet adds.

    Off go invisible marks, and at the ends spaces, quotation marks, the apostrophe that keeps a cell
    as text and the comma that came along.
    """
    if len(text) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters")
    visible = "".join(mark for mark in text if unicodedata.category(mark) != "Cf")
    plain = " ".join(_DASHES.sub("-", visible).split())
    if quoted := _KEPT_AS_TEXT.fullmatch(plain):
        plain = quoted[1]
    return plain.strip(_AROUND)


def shown_as(form: str, shape: str, description: str, example: str) -> WithJsonSchema:
    """The schema of an identity: its form, and a pattern of what is accepted around the shape."""
    schema: dict[str, Any] = {
        "type": "string",
        "format": form,
        "pattern": rf"^\s*'?\s*(?:{shape})\s*$",
        "description": description,
        "examples": [example],
        "maxLength": LONGEST,
    }
    return WithJsonSchema(schema)
