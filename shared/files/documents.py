"""What is known of a document: a row in the service's schema, under its row-level security."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from shared.files.incoming import Incoming
from shared.files.store import Store
from shared.persistence.security import Protection, protect
from shared.persistence.unit_of_work import UnitOfWork

_TABLE = """
CREATE TABLE "{s}"."{t}" (
    id       uuid PRIMARY KEY,
    district text NOT NULL,
    case_id  uuid NOT NULL,
    shows    text NOT NULL,
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
    execute(f'CREATE INDEX "{table}_case" ON "{schema}"."{table}" (case_id, kept_at, id)')
    protect(execute, schema, table, Protection.OWN_CASE, "SELECT, INSERT")


class Document:
    """The columns of a document's row: a service's table takes them over."""

    __tablename__: str

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index, ...]:
        return (Index(f"{cls.__tablename__}_case", "case_id", "kept_at", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    """Also the key of its content."""
    district: Mapped[str]
    case_id: Mapped[uuid.UUID]
    shows: Mapped[str]
    """What it is or shows, as a code of the service's own list."""
    name: Mapped[str]
    """As its sender called it."""
    kind: Mapped[str]
    bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    scan: Mapped[str]
    kept_at: Mapped[dt.datetime]
    kept_by: Mapped[str]
    """Who acted."""


Row = TypeVar("Row", bound=Document)


async def keep(
    uow: UnitOfWork,
    store: Store,
    table: Callable[..., Row],
    incoming: Incoming,
    *,
    district: str,
    case_id: uuid.UUID,
    shows: str,
) -> Row:
    """Keep a document of a case: its content, then its row with the command's other changes.

    Where the command fails after that, content stays that no row leads to, so nobody reads it; the
    same command sent again takes it over. It is not removed here: another's row may be on its way.
    """
    uow.concerns(district, case_id)
    document = table(
        id=uow.new_id(f"document {incoming.sha256}"),
        district=district,
        case_id=case_id,
        shows=shows,
        name=incoming.name,
        kind=incoming.kind,
        bytes=incoming.bytes,
        sha256=incoming.sha256,
        scan=incoming.scan,
        kept_at=uow.now,
        kept_by=uow.reach.principal,
    )
    await store.create(document.id, incoming.content, incoming.sha256)
    uow.session.add(document)
    return document
