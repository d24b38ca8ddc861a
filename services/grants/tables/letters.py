"""The letters of cases, as they were written, and each time that one was sent."""

from services.grants.tables.base import Base
from shared.letters import KeptLetter
from shared.letters import LetterSending as Sending


class Letter(KeptLetter, Base):
    """A letter as it was written."""

    __tablename__ = "letters"


class LetterSending(Sending, Base):
    """That a letter was sent, on which day and how; the case's history says so too."""

    __tablename__ = "letter_sendings"
