"""What a letter is asked for with: what it is about, to whom it goes, in which size."""

from enum import StrEnum
from typing import Annotated

from shared.letters import Addressed, Line
from shared.schema import Field, example


class LetterAbout(StrEnum):
    """What a letter of a case is about."""

    DECISION = "decision"
    """The decision, or the offer before it."""
    INVITATION = "invitation"
    """That something may be added before a refusal."""
    COMPLAINT_RECEIVED = "complaint_received"
    COMPLAINT_ANSWERED = "complaint_answered"
    VAT_DECLARATION = "vat_declaration"
    """A form to sign, by which no VAT is charged on the works that are relieved of it."""


class LetterAsked(Addressed):
    """A letter that is to be written to the applicant."""

    model_config = example(
        about="decision",
        name="Ms Person",
        address=["Ms A. Person", "1 Example Street", "Stroud", "GL5 1AA"],
        officer="Sam Field",
    )

    about: LetterAbout = LetterAbout.DECISION
    """What it is about; each is written of what the case has of it."""
    home: Annotated[tuple[Line, ...], Field(min_length=1, max_length=7)] | None = None
    """Where the adapted home is, line by line; null: where the letter goes to."""
