"""Agreements to share events with partners, and what use was made of them."""

import datetime as dt
import uuid

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.forum.domain.sharing.agreement import Agreement
from services.forum.projections.base import Base
from shared.persistence.stored import Stored


class AgreementRecord(Base):
    """An agreement as made, or as changed; the last one of an id counts."""

    __tablename__ = "agreements"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    receiver: Mapped[str]
    principal: Mapped[str]
    """Who reads for the partner: they see their own agreements. Never changed."""
    view: Mapped[str]
    agreement: Mapped[Agreement] = mapped_column(Stored(Agreement))
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]
    reason: Mapped[str | None]


class SharingUse(Base):
    """Events that went to a partner: which, when, by which way and under which agreement."""

    __tablename__ = "sharing_uses"
    __table_args__ = (Index("sharing_uses_agreement", "agreement_id", "seq"),)

    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[dt.datetime]
    agreement_id: Mapped[uuid.UUID]
    number: Mapped[int]
    """Which version of the agreement."""
    principal: Mapped[str]
    """Who read; the service itself where it sent."""
    way: Mapped[str]
    events: Mapped[tuple[uuid.UUID, ...]] = mapped_column(Stored(tuple[uuid.UUID, ...]))
    """The events, by the numbers that the partner has for them."""
