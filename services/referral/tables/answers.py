"""The answers to an enquiry, and the letters that they went out as."""

from sqlalchemy.orm import Mapped, mapped_column

from services.referral.domain.answering import Answer
from services.referral.tables.base import Base, Recorded
from shared.letters import Book, KeptLetter
from shared.letters import LetterSending as Sending
from shared.persistence.stored import Stored


class AnswerRecord(Recorded, Base):
    """What a person was told of their enquiry, each time that something new came next."""

    __tablename__ = "answers"

    answer: Mapped[Answer] = mapped_column(Stored(Answer))


class Letter(KeptLetter, Base):
    """A letter as it was written."""

    __tablename__ = "letters"


class LetterSending(Sending, Base):
    """That a letter was sent, on which day and how; it may be sent again."""

    __tablename__ = "letter_sendings"


LETTERS = Book(Letter, LetterSending)
