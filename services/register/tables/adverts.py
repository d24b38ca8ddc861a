"""Homes on offer, who bid on them, and rights to nominate."""

import datetime as dt
import uuid

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.register.domain.adverts import DecisionTakenBack, Particular
from services.register.domain.housing import Housed
from services.register.tables.base import Base
from shared.persistence.mistakes import Retractable
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class HomeAdvert(Versioned, Base):
    """A home on offer, with its category on the day it was advertised. Read by the whole county."""

    __tablename__ = "adverts"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, index=True)
    """Of the last change among those of all adverts."""
    home_id: Mapped[uuid.UUID] = mapped_column(index=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    category: Mapped[str]
    particulars: Mapped[list[Particular]] = mapped_column(Stored(list[Particular]))
    opened_on: Mapped[dt.date]
    closes_on: Mapped[dt.date]
    available_from: Mapped[dt.date]
    held_before: Mapped[dt.date | None]
    """The authority may nominate before this day; None where it has no such right."""
    state: Mapped[str] = mapped_column(index=True)
    closed_on: Mapped[dt.date | None]
    withdrawn_because: Mapped[str | None]


class HouseholdBid(Versioned, Base):
    """A household's bid on an advert, or its nomination, and what was decided on it."""

    __tablename__ = "bids"
    __table_args__ = (
        Index("ix_bids_refused", "decided_on", postgresql_where=text("refused_by IS NOT NULL")),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    advert_id: Mapped[uuid.UUID] = mapped_column(index=True)
    case_id: Mapped[uuid.UUID]
    district: Mapped[str]
    """Of the household, not of the home."""
    kind: Mapped[str]
    band: Mapped[str]
    band_date: Mapped[dt.date]
    placed_on: Mapped[dt.date]
    decision: Mapped[str | None]
    refused_by: Mapped[str | None]
    domains: Mapped[list[str]] = mapped_column(Stored(list[str]))
    """Where the home fell short, of a refusal."""
    decided_on: Mapped[dt.date | None]
    housed: Mapped[Housed | None] = mapped_column(Stored(Housed))
    """Of a letting: how the household and the home stood before."""
    taken_back: Mapped[tuple[DecisionTakenBack, ...]] = mapped_column(
        Stored(tuple[DecisionTakenBack, ...])
    )
    """What was decided on it by mistake, the first first."""


class HomeNomination(Retractable, Base):
    """The authority's right to nominate to a home that was adapted with grant for its landlord."""

    __tablename__ = "nomination_rights"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    home_id: Mapped[uuid.UUID] = mapped_column(index=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    approved_on: Mapped[dt.date]
    period_ends_on: Mapped[dt.date] = mapped_column(index=True)
