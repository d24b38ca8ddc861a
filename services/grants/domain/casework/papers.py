"""What a document of a case is: a thing that an application needs, or what shows it instead."""

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from services.grants.domain.codes import Missing, Proof

DOCUMENTS = frozenset({*Missing, *Proof})


def _known(code: str) -> str:
    if code not in DOCUMENTS:
        raise ValueError(f"one of {', '.join(sorted(DOCUMENTS))}")
    return code


Paper = Annotated[
    str,
    AfterValidator(_known),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "enum": list(each)} for each in (Missing, Proof)]}
    ),
]
"""A code of either list (guidance 5.6)."""
