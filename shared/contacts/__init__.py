"""Whom people can ask in a district."""

from typing import Annotated

from shared.schema import Field, Model

Line = Annotated[str, Field(min_length=1, max_length=200)]


class Contact(Model):
    """Whom people can ask in a district: one team, and its officer once the case has one."""

    council: Line
    """The council's name."""
    address: tuple[Line, ...]
    """Where it can be written to, line by line."""
    team: Line
    """Who has a case in hand until it has an officer."""
    telephone: Line
    """Where they can be called."""
    email: Line
    """Where they can be written to."""
