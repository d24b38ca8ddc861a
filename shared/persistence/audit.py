"""Who did what, on a case or under none: the audit trail, for those who answer for what is done."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import BigInteger, Identity
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.observability.traces import current_trace_id
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.persistence.rows import TYPES
from shared.persistence.security import Protection, protect_anew


class _Base(DeclarativeBase):
    """The audit trail stands in every service's schema, beside the service's own tables."""

    type_annotation_map = TYPES


class Audited(_Base):
    """One command that went through, or one reading of what is kept; never changed."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[dt.datetime]
    principal: Mapped[str]
    action: Mapped[str]
    case_id: Mapped[uuid.UUID | None]
    district: Mapped[str]
    trace_id: Mapped[str | None]
    about: Mapped[uuid.UUID | None]
    """The document or letter that was read."""


class Read(NamedTuple):
    """What somebody reads that leaves a trace: of which district and case, and which thing of it."""

    district: str
    case_id: uuid.UUID | None
    """None where it is of no one case."""
    about: uuid.UUID | None
    """The document or letter; None where it is all of its kind that the case has."""


_NOTE = """
INSERT INTO audit (at, principal, action, case_id, district, trace_id, about)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


async def note_read(database: Database, reach: Reach, action: str, read: Read) -> None:
    """Note who reads what, before they get it. In a transaction of its own: a query changes nothing."""
    async with database.transaction(reach) as (_, driver):
        await driver.execute(
            _NOTE,
            database.clock(),
            reach.principal,
            action,
            read.case_id,
            read.district,
            current_trace_id(),
            read.about,
        )


def let_audit_be_read(execute: Callable[[str], None], service: str) -> None:
    """Let requests read the trail of the districts within their reach, a case at a time."""
    protect_anew(execute, service, "audit", Protection.KERNEL_READ, "SELECT, INSERT")
    execute(f"CREATE INDEX audit_case ON {service}.audit (case_id, seq)")


def let_reading_be_noted(execute: Callable[[str], None], service: str) -> None:
    """Let the trail say what was read, and take it from whoever may only read."""
    execute(f"ALTER TABLE {service}.audit ADD COLUMN about uuid")
    protect_anew(execute, service, "audit", Protection.KERNEL_READ, "SELECT, INSERT")


_OF_NO_CASE = ("", "district, ", "principal, ", "action, ")


def let_acts_be_listed(execute: Callable[[str], None], service: str) -> None:
    """Find what was done under no case by its time, also of one district, person or command.

    What is done on a case stands in none of these indexes, and costs nothing more.
    """
    for first in _OF_NO_CASE:
        execute(f"CREATE INDEX ON {service}.audit ({first}at, seq) WHERE case_id IS NULL")
