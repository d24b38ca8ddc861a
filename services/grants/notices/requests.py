"""What a letter is asked for with: to whom it goes, who sends it, in which size.

This service keeps no name and no address: they are told with each letter and stand in it alone.
"""

from typing import Annotated

from shared.letters import Size
from shared.schema import Field, Model, example

Line = Annotated[str, Field(min_length=1, max_length=80)]
Lines = Annotated[tuple[Line, ...], Field(min_length=3, max_length=7)]


class Council(Model):
    """The council that sends the letter."""

    name: Line
    """Its name, as it stands at the head of the letter."""
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    """Where it can be written to, line by line."""


class Contact(Model):
    """Whom the applicant can ask throughout (guidance 4.29)."""

    name: Line
    """Who looks after the case."""
    post: Line
    """What they are."""
    telephone: Line
    """Where they can be called."""
    email: Annotated[str, Field(max_length=200, pattern=r"^[^@\s]+@[^@\s]+$")]
    """Where they can be written to."""


class LetterAsked(Model):
    """A letter that is to be written about the offer or the decision of a case."""

    model_config = example(
        name="Ms Person",
        address=["Ms A. Person", "1 Example Street", "Stroud", "GL5 1AA"],
        council={
            "name": "Stroud District Council",
            "address": ["Ebley Mill", "Westward Road", "Stroud GL5 4UB"],
        },
        contact={
            "name": "Sam Field",
            "post": "Adaptations officer",
            "telephone": "01453 000000",
            "email": "adaptations@example.org",
        },
    )

    name: Line
    """How the letter speaks to the applicant, such as `Ms Person`."""
    address: Lines
    """To whom it goes, line by line, the postcode last."""
    home: Annotated[tuple[Line, ...], Field(min_length=1, max_length=7)] | None = None
    """Where the adapted home is, line by line; null: where the letter goes to."""
    council: Council
    """Who sends it."""
    contact: Contact
    """Whom the applicant can ask."""
    size: Size = Size.STANDARD
    """How large its text is."""
