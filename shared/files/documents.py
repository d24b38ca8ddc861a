"""What is known of a document: a row in the service's schema, under its row-level security."""

import datetime as dt
import uuid
from collections.abc import AsyncIterator, Callable
from typing import Protocol

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.files.incoming import Incoming
from shared.files.scanning import Infected, Scan, Scanner, no_scanner
from shared.files.store import Store
from shared.persistence.security import Protection, protect
from shared.persistence.unit_of_work import UnitOfWork

_TABLE = """
CREATE TABLE "{s}"."{t}" (
    id       uuid PRIMARY KEY,
    district text NOT NULL,
    case_id  uuid NOT NULL,
    name     text NOT NULL,
    kind     text NOT NULL,
    bytes    bigint NOT NULL CHECK (bytes > 0),
    sha256   text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{{64}}$'),
    scan     text NOT NULL,
    kept_at  timestamptz NOT NULL,
    kept_by  text NOT NULL
)
"""


def create_documents(execute: Callable[[str], None], schema: str, table: str) -> None:
    """Make the table in a migration. Its rows are of a case, and are added, never changed.

    `execute` runs one statement: Alembic's `op.execute`.
    """
    execute(_TABLE.format(s=schema, t=table))
    execute(f'CREATE INDEX "{table}_case" ON "{schema}"."{table}" (case_id, kept_at)')
    protect(execute, schema, table, Protection.OWN_CASE, "SELECT, INSERT")


class Document:
    """The columns of a document's row: a service's table takes them over."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    """Also the key of its content."""
    district: Mapped[str]
    case_id: Mapped[uuid.UUID]
    name: Mapped[str]
    """As its sender called it."""
    kind: Mapped[str]
    bytes: Mapped[int]
    sha256: Mapped[str]
    scan: Mapped[str]
    kept_at: Mapped[dt.datetime]
    kept_by: Mapped[str]
    """Who acted."""


class _Table(Protocol):
    """A service's table of documents."""

    def __call__(self, **columns: object) -> DeclarativeBase: ...


async def keep(
    uow: UnitOfWork,
    store: Store,
    table: _Table,
    incoming: Incoming,
    *,
    district: str,
    case_id: uuid.UUID,
    scanner: Scanner = no_scanner,
) -> uuid.UUID:
    """Keep a document of a case: its content, then its row with the command's other changes.

    Where the command fails after that, content stays that no row leads to, so nobody reads it; the
    same command sent again takes it over. It is not removed here: another's row may be on its way.
    """
    incoming.content.seek(0)
    scan = await scanner(incoming.content)
    if scan is Scan.INFECTED:
        raise Infected
    uow.concerns(district, case_id)
    document = uow.new_id(f"document {incoming.sha256}")
    await store.create(document, incoming.content, incoming.sha256)
    uow.add(
        table(
            id=document,
            district=district,
            case_id=case_id,
            name=incoming.name,
            kind=incoming.kind,
            bytes=incoming.bytes,
            sha256=incoming.sha256,
            scan=scan,
            kept_at=uow.now,
            kept_by=uow.reach.principal,
        )
    )
    return document


def opened(store: Store, document: Document) -> AsyncIterator[bytes]:
    """The content of a document whose row the caller could read."""
    return store.read(document.id, document.sha256)
