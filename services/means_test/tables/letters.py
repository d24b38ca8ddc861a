"""The letters to households, as they were written, and each time that one was sent."""

from services.means_test.tables.base import Base
from shared.letters import Book, KeptLetter
from shared.letters import LetterSending as Sending


class Letter(KeptLetter, Base):
    """A letter as it was written."""

    __tablename__ = "letters"


class LetterSending(Sending, Base):
    """That a letter was sent, on which day and how."""

    __tablename__ = "letter_sendings"


LETTERS = Book(Letter, LetterSending)
