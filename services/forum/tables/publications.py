"""What was published of a year: kept as it was shown, and never changed."""

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from services.forum.domain.publications import Publication
from services.forum.projections import Base
from shared.persistence.stored import Stored


class PublicationRecord(Base):
    """The tables of one financial year, small numbers hidden: what is hidden is not kept here."""

    __tablename__ = "publications"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The financial year, by the year in which it begins on 1 April."""
    published_at: Mapped[dt.datetime]
    published_by: Mapped[str]
    """Who published it: the token's subject."""
    publication: Mapped[Publication] = mapped_column(Stored(Publication))
