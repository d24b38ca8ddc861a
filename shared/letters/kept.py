"""A letter as it was sent: a row in the service's schema, and its bytes in the store."""

import datetime as dt
import hashlib
import io
import uuid
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from shared.files import Store
from shared.letters.templates import Written
from shared.persistence.mistakes import Retractable
from shared.persistence.security import Protection, protect, runtime_role
from shared.persistence.unit_of_work import UnitOfWork

_TABLE = """
CREATE TABLE "{s}"."{t}" (
    id          uuid PRIMARY KEY,
    district    text NOT NULL,
    {of} uuid NOT NULL,
    letter      text NOT NULL,
    version     text NOT NULL,
    html_sha256 text NOT NULL CHECK (html_sha256 ~ '^[0-9a-f]{{64}}$'),
    pdf_sha256  text CHECK (pdf_sha256 ~ '^[0-9a-f]{{64}}$'),
    written_at  timestamptz NOT NULL,
    written_by  text NOT NULL
)
"""


def create_letters(
    execute: Callable[[str], None],
    schema: str,
    table: str,
    of: str = "case_id",
    protection: Protection = Protection.OWN_CASE,
) -> None:
    """Make the table in a migration. Its rows are of a case or another matter of a district.

    They are added, never changed. `execute` runs one statement: Alembic's `op.execute`.
    """
    execute(_TABLE.format(s=schema, t=table, of=of))
    name = f"{table}_{of.removesuffix('_id')}"
    execute(f'CREATE INDEX "{name}" ON "{schema}"."{table}" ({of}, written_at)')
    protect(execute, schema, table, protection, "SELECT, INSERT")


class WrittenLetter:
    """The columns of any letter's row."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    letter: Mapped[str]
    version: Mapped[str]
    """The date of the template that it was written by."""
    html_sha256: Mapped[str]
    pdf_sha256: Mapped[str | None]
    """None where no PDF could be made when it was written."""
    written_at: Mapped[dt.datetime]
    written_by: Mapped[str]
    """Who acted."""

    @property
    def html_key(self) -> uuid.UUID:
        """Where its HTML lies in the store."""
        return uuid.uuid5(self.id, "html")

    @property
    def pdf_key(self) -> uuid.UUID:
        """Where its PDF lies in the store, if it has one."""
        return uuid.uuid5(self.id, "pdf")


def let_be_withdrawn(execute: Callable[[str], None], schema: str) -> None:
    """Let a letter of a case be withdrawn before it goes, in a migration; nothing else of it changes."""
    execute(f'ALTER TABLE "{schema}".letters ADD taken_back jsonb')
    execute(f'GRANT UPDATE (taken_back) ON "{schema}".letters TO {runtime_role(schema)}')


class KeptLetter(Retractable, WrittenLetter):
    """A letter of a case: a service's table takes its columns over."""

    __tablename__: str

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index, ...]:
        return (
            Index(f"{cls.__tablename__}_case", "case_id", "written_at"),
            Index(f"{cls.__tablename__}_written", "written_at", "id"),
        )

    case_id: Mapped[uuid.UUID]


Kept = TypeVar("Kept", bound=WrittenLetter)
"""A row of a service's table of letters."""


async def keep_letter(
    uow: UnitOfWork,
    store: Store,
    table: Callable[..., Kept],
    written: Written,
    pdf: bytes | None,
    *,
    district: str,
    case_id: uuid.UUID | None = None,
    **of: object,
) -> Kept:
    """Keep the letter with the command's other changes; its id is the reference it is sent under.

    It is of a case, or of what the table's own columns say.
    """
    uow.concerns(district, case_id)
    if case_id is not None:
        of["case_id"] = case_id
    letter = uow.new_id(f"letter {written.letter}")
    html_sha256 = await _stored(store, uuid.uuid5(letter, "html"), written.html.encode())
    pdf_sha256 = await _stored(store, uuid.uuid5(letter, "pdf"), pdf) if pdf else None
    row = table(
        id=letter,
        district=district,
        **of,
        letter=written.letter,
        version=written.version,
        html_sha256=html_sha256,
        pdf_sha256=pdf_sha256,
        written_at=uow.now,
        written_by=uow.reach.principal,
    )
    uow.session.add(row)
    return row


async def _stored(store: Store, key: uuid.UUID, content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    await store.create(key, io.BytesIO(content), sha256)
    return sha256
