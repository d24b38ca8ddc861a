"""What households need, and the homes that come first for them."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.register.domain.alternatives import Comparison
from services.register.domain.fitting import Match
from services.register.domain.needs import Need
from services.register.domain.shortlists import ListedHome
from services.register.domain.works import CertifiedWorks
from services.register.tables.base import Base
from shared.persistence.changes import CHANGED
from shared.persistence.rows import Versioned
from shared.persistence.stored import AsJson, Stored


class HouseholdNeed(Versioned, Base):
    """What a case's household needs of a home, and what the register found for it."""

    __tablename__ = "needs"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    need: Mapped[dict[str, Any] | None] = mapped_column(AsJson(Need))
    estimated_cost: Mapped[Decimal | None]
    """Of adapting the present home, pounds."""
    assessed_on: Mapped[dt.date | None]
    matches: Mapped[list[dict[str, Any]] | None] = mapped_column(AsJson(list[Match]))
    moving_costs: Mapped[Decimal | None]
    """Of a move, as quoted, pounds."""
    comparison: Mapped[dict[str, Any] | None] = mapped_column(AsJson(Comparison))
    """Adapting here beside moving to each of the homes that would do."""
    home_id: Mapped[uuid.UUID | None]
    """The registered home that the case lives in, where that is known."""
    ended_at: Mapped[dt.datetime | None]
    """When the household got a home that does, or needs none any more; None while it is looking."""
    certified_works: Mapped[list[CertifiedWorks]] = mapped_column(
        Stored(list[CertifiedWorks]), server_default="[]"
    )
    """Works certified on the case, each with what became of it in the register."""
    changed: Mapped[int] = mapped_column(BigInteger, index=True, **CHANGED)


class KeptShortlist(Base):
    """The homes that came first for a household when the county was last matched again."""

    __tablename__ = "shortlists"
    __table_args__ = (
        Index("ix_shortlists_among", "among", "position"),
        Index("ix_shortlists_changed", "among", "change", "position"),
        Index("ix_shortlists_district", "among", "district", "position"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    among: Mapped[str] = mapped_column(primary_key=True)
    """Which homes were looked among."""
    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    district: Mapped[str]
    """Of the household."""
    rules: Mapped[str]
    """The rules, data and limits by which it was made."""
    matched_on: Mapped[dt.date]
    homes: Mapped[list[dict[str, Any]]] = mapped_column(AsJson(list[ListedHome]))
    """The first ones that are not unsuitable, each with its verdict."""
    change: Mapped[str]
    """From the shortlist before."""
    homes_entered: Mapped[list[str]] = mapped_column(Stored(list[str]))
    """Homes that the shortlist before had not."""
    homes_left: Mapped[list[str]] = mapped_column(Stored(list[str]))
    """Homes that the shortlist before had and this one has not."""
