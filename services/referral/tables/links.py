"""That two records are of one person, or are not: said by an officer, and taken back by one."""

import uuid

from sqlalchemy.orm import Mapped

from services.referral.tables.base import Base, Recorded


class PersonLink(Recorded, Base):
    """What was said of a case's person and another's. Each is told it in a row of its own."""

    __tablename__ = "person_links"

    other_case_id: Mapped[uuid.UUID]
    said: Mapped[str]
    """The last that was said of the two counts."""
