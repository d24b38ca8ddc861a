"""Entries about letters: that one was sent, and how."""

import uuid

from services.grants.domain.casework.entry import Entry
from shared.sendings import Sending


class LetterSent(Sending, Entry):
    """A letter was sent as it is kept."""

    KIND = "letter_sent"

    letter_id: uuid.UUID
    """The letter, among those of the case."""
    letter: str
    """Which letter it is, such as `approval`."""
