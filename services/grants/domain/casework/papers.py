"""What a document of a case is: a thing that an application needs, what shows it, or of the works."""

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from services.grants.domain.codes import Missing, Proof, SitePaper

DOCUMENTS = frozenset({*Missing, *Proof})
"""What an application can be shown by."""
_FILED = frozenset({*DOCUMENTS, *SitePaper})


def _known(code: str) -> str:
    if code not in _FILED:
        raise ValueError(f"one of {', '.join(sorted(_FILED))}")
    return code


Paper = Annotated[
    str,
    AfterValidator(_known),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "enum": list(each)} for each in (Missing, Proof, SitePaper)]}
    ),
]
"""A code of one of these lists (guidance 5.6, 6.17)."""
