"""What a letter is asked for with: to whom it goes, who sends it, in which size.

This service keeps no name and no address: they are told with each letter and stand in it alone.
"""

from typing import Annotated

from shared.letters import Contact, Council, Line, Lines, Size
from shared.schema import Field, Model, example


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
