"""Changes of policies that were tried over live cases."""

import datetime as dt
import uuid

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.grants.domain.determination.trial import Trial, WhatIf
from services.grants.tables.base import Base
from shared.persistence.stored import Stored


class TriedPolicy(Base):
    """A trial that is under way or done with; it is kept for a time, for whoever asked."""

    __tablename__ = "what_ifs"
    __table_args__ = (
        Index("what_ifs_asked", "by", "started_at", "id"),
        Index("what_ifs_waiting", "by", postgresql_where=text("finished_at IS NULL")),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    by: Mapped[str]
    asked: Mapped[Trial] = mapped_column(Stored(Trial))
    cases: Mapped[int]
    """To be worked out; nil before the first was."""
    looked_at: Mapped[int]
    """Worked out so far."""
    found: Mapped[WhatIf] = mapped_column(Stored(WhatIf))
    """What it comes to so far."""
    started_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    failure: Mapped[str | None]
    """Why it could not be worked out."""
