"""How homes and needs stood before they were changed."""

import uuid

from sqlalchemy.orm import Mapped, mapped_column

from services.register.domain.earlier import HomeBefore, NeedBefore
from services.register.tables.base import Base
from shared.persistence.earlier import Earlier
from shared.persistence.stored import Stored


class EarlierHome(Earlier, Base):
    """What was said of a home until it was said anew. Read by the whole county, as the home is."""

    __tablename__ = "home_history"

    home_id: Mapped[uuid.UUID] = mapped_column(index=True)
    provider_id: Mapped[str]
    was: Mapped[HomeBefore] = mapped_column(Stored(HomeBefore))


class EarlierNeed(Earlier, Base):
    """What was said of a household until it was said anew."""

    __tablename__ = "need_history"

    case_id: Mapped[uuid.UUID] = mapped_column(index=True)
    was: Mapped[NeedBefore] = mapped_column(Stored(NeedBefore))
