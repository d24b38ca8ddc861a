"""The letters of cases, as they were written."""

from services.grants.tables.base import Base
from shared.letters import KeptLetter


class Letter(KeptLetter, Base):
    """A letter as it was written; that it was sent stands in the case's history."""

    __tablename__ = "letters"
