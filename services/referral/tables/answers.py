"""The answers to an enquiry, and the letters that they went out as."""

import datetime as dt
import uuid

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.referral.domain.answering import Answer
from services.referral.tables.base import Base, Recorded
from shared.letters import KeptLetter
from shared.persistence.stored import Stored


class AnswerRecord(Recorded, Base):
    """What a person was told of their enquiry, each time that something new came next."""

    __tablename__ = "answers"

    answer: Mapped[Answer] = mapped_column(Stored(Answer))


class Letter(KeptLetter, Base):
    """A letter as it was written."""

    __tablename__ = "letters"
    __table_args__ = (
        Index("letters_case", "case_id", "written_at"),
        Index("letters_written", "written_at", "id"),
    )


class LetterSending(Base):
    """That a letter was sent, on which day and how; it may be sent again."""

    __tablename__ = "letter_sendings"

    letter_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID]
    district: Mapped[str]
    sent_on: Mapped[dt.date]
    channel: Mapped[str]
    state: Mapped[str | None]
    """What became of it, as whoever prints and posts it says; None of what was sent by hand."""
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]
