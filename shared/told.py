"""What every service tells a person alike: what is wanted of them, and the letters they were sent."""

import uuid

from shared.schema import Date, Model


class Wanted(Model):
    """Something that we want of a person."""

    what: str
    """What it is, in plain English."""
    asked_on: Date
    """The day on which they were asked."""
    by: Date | None
    """The last day for it; null where none is set."""


class ToldLetter(Model):
    """A letter that the person was sent."""

    id: uuid.UUID
    """The letter: its text is at `letters/{id}/html` and `letters/{id}/pdf` of the same case."""
    title: str
    """What it is called."""
    sent_on: Date
    """The day on which it went."""
