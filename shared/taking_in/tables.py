"""The columns of a sheet, of its pieces and of what came of its rows: a service's tables take them."""

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from shared.persistence.stored import Stored
from shared.sheets.rows import Remark

if TYPE_CHECKING:
    from sqlalchemy.orm import DeclarativeBase as Columns
else:
    Columns = object
    """The base of the tables is the service's own; a type has no way to say that there is one."""

Names = tuple[str, ...]
Remarks = tuple[Remark, ...]


class SentSheet(Columns):
    """A sheet being taken in or tried, or done with. A service adds a count of each outcome."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index, ...]:
        name = cls.__tablename__
        return (
            Index(f"{name}_started", "started_at", "id"),
            Index(f"{name}_waiting", "by", postgresql_where=text("finished_at IS NULL")),
        )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    organisation: Mapped[str]
    trial: Mapped[bool]
    """Whether nothing but the report is written."""
    bytes: Mapped[int]
    by: Mapped[str]
    rows: Mapped[int]
    """Read so far."""
    passed_over: Mapped[Names] = mapped_column(Stored(Names))
    """Columns and sheets that nothing is read from."""
    started_at: Mapped[dt.datetime]
    progressed_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    failure: Mapped[str | None]
    """Why it could not be read to its end."""

    @property
    def state(self) -> str:
        """How far it has come: running, finished or failed."""
        if self.finished_at is None:
            return "running"
        return "failed" if self.failure else "finished"


class SentPiece(Columns):
    """A piece of a sheet as it was sent, kept until it is done with."""

    sheet_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    content: Mapped[bytes]


class SentRow(Columns):
    """What came of one row. A service adds what the row stands for."""

    sheet_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    outcome: Mapped[str]
    refused: Mapped[str | None]
    remarks: Mapped[Remarks] = mapped_column(Stored(Remarks))


Sheet = TypeVar("Sheet", bound=SentSheet)


@dataclass(frozen=True, slots=True)
class Sheets(Generic[Sheet]):
    """One kind of sheet: its tables, and what can come of a row, each counted in its column."""

    sheet: type[Sheet]
    piece: type[SentPiece]
    row: type[SentRow]
    outcomes: type[StrEnum]
