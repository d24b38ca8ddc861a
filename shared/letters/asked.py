"""What a letter is asked for with where its service keeps no address: who sends it, and to whom."""

from typing import Annotated

from shared.schema import Field, Model

Line = Annotated[str, Field(min_length=1, max_length=80)]
Lines = Annotated[tuple[Line, ...], Field(min_length=3, max_length=7)]


class Council(Model):
    """The council that sends the letter."""

    name: Line
    """Its name, as it stands at the head of the letter."""
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    """Where it can be written to, line by line."""


class Contact(Model):
    """Whom the reader can ask throughout (guidance 4.29)."""

    name: Line
    """Who looks after the matter."""
    post: Line
    """What they are."""
    telephone: Line
    """Where they can be called."""
    email: Annotated[str, Field(max_length=200, pattern=r"^[^@\s]+@[^@\s]+$")]
    """Where they can be written to."""
