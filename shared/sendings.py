"""That a letter was sent, on which day and how."""

import datetime as dt
from enum import StrEnum

from shared.problems import InvalidInput
from shared.schema import Date, Model, example


class Channel(StrEnum):
    """How a letter went to whom it is for."""

    POST = "post"
    EMAIL = "email"
    BY_HAND = "by_hand"
    READ_OUT = "read_out"


class Sending(Model):
    """That a letter was sent."""

    model_config = example(sent_on="2026-03-10", channel="post")

    sent_on: Date
    """The day on which it went; not before it was written, nor after today."""
    channel: Channel
    """How it went."""


def check_sending(sending: Sending, written_on: dt.date, today: dt.date) -> None:
    """It went after it was written. Raises `InvalidInput`."""
    if not written_on <= sending.sent_on <= today:
        raise InvalidInput.at("/sent_on", f"from {written_on}, when it was written, up to today")
