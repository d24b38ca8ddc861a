"""Who did what on a case: the audit trail, as those may read it who answer for what is done."""

import datetime as dt
import uuid
from collections.abc import Callable

from sqlalchemy import BigInteger, Identity
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.persistence.rows import TYPES
from shared.persistence.security import Protection, protect_anew


class _Base(DeclarativeBase):
    """The audit trail stands in every service's schema, beside the service's own tables."""

    type_annotation_map = TYPES


class Audited(_Base):
    """One command that went through. Written at its end, and never changed."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[dt.datetime]
    principal: Mapped[str]
    action: Mapped[str]
    case_id: Mapped[uuid.UUID | None]
    district: Mapped[str]
    trace_id: Mapped[str | None]


def let_audit_be_read(execute: Callable[[str], None], service: str) -> None:
    """Let requests read the trail of the districts within their reach, a case at a time."""
    protect_anew(execute, service, "audit", Protection.KERNEL_READ, "SELECT, INSERT")
    execute(f"CREATE INDEX audit_case ON {service}.audit (case_id, seq)")
