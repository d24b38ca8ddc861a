"""Entries about letters: that one was sent, and how."""

import uuid
from enum import StrEnum

from services.grants.domain.casework.entry import Entry
from shared.schema import Date, Model, example


class Channel(StrEnum):
    """How a letter went to whom it is for."""

    POST = "post"
    EMAIL = "email"
    BY_HAND = "by_hand"


class Sending(Model):
    """That a letter was sent, on which day and how."""

    model_config = example(sent_on="2026-03-10", channel="post")

    sent_on: Date
    """The day on which it went; not before it was written, nor after today."""
    channel: Channel
    """How it went."""


class LetterSent(Sending, Entry):
    """A letter was sent as it is kept."""

    KIND = "letter_sent"

    letter_id: uuid.UUID
    """The letter, among those of the case."""
    letter: str
    """Which letter it is, such as `approval`."""
