"""Files that providers sent, and what came of them."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.register.tables.base import Base
from shared.persistence.stored import Stored
from shared.sheets.rows import Remark


class FileLoad(Base):
    """A provider's file being taken in, or taken in."""

    __tablename__ = "loads"
    __table_args__ = (Index("loads_waiting", "by", postgresql_where=text("finished_at IS NULL")),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    basis: Mapped[str]
    landlord_kind: Mapped[str] = mapped_column(server_default="housing_association")
    """What kind of landlord the provider is."""
    bytes: Mapped[int]
    by: Mapped[str]
    rows: Mapped[int]
    """Read so far."""
    entered: Mapped[int]
    updated: Mapped[int]
    unchanged: Mapped[int]
    refused: Mapped[int]
    passed_over: Mapped[list[str]] = mapped_column(Stored(list[str]), server_default="[]")
    """Columns and sheets that no home is read from."""
    started_at: Mapped[dt.datetime]
    progressed_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    failure: Mapped[str | None]
    """Why the file as a whole could not be read to its end."""


class SentFile(Base):
    """A piece of a provider's file, kept until the file is taken in."""

    __tablename__ = "sent_files"

    load_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("loads.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    content: Mapped[bytes]


class LoadedRow(Base):
    """What came of one row of a provider's file."""

    __tablename__ = "loaded_rows"

    load_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    provider_id: Mapped[str]
    outcome: Mapped[str]
    uprn: Mapped[str | None]
    home_id: Mapped[uuid.UUID | None]
    refused: Mapped[str | None]
    remarks: Mapped[list[Remark]] = mapped_column(Stored(list[Remark]))
