"""The table of each time that a letter of a case was sent."""

import datetime as dt
import uuid
from collections.abc import Callable

from sqlalchemy.orm import Mapped, mapped_column

from shared.persistence.mistakes import Retractable
from shared.persistence.security import Protection, protect, runtime_role

_TABLE = """
CREATE TABLE "{s}".letter_sendings (
    letter_id   uuid NOT NULL,
    number      integer NOT NULL,
    case_id     uuid NOT NULL,
    district    text NOT NULL,
    sent_on     date NOT NULL,
    channel     text NOT NULL,
    state       text,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    PRIMARY KEY (letter_id, number)
)
"""


def create_sendings(execute: Callable[[str], None], schema: str) -> None:
    """Make the table in a migration, beside `letters`, which are then also listed by when they were
    written. Rows are added; only what became of a letter is changed.
    """
    execute(_TABLE.format(s=schema))
    protect(execute, schema, "letter_sendings", Protection.OWN_CASE, "SELECT, INSERT")
    execute(f'GRANT UPDATE (state) ON "{schema}".letter_sendings TO {runtime_role(schema)}')
    execute(f'CREATE INDEX letters_written ON "{schema}".letters (written_at, id)')


def let_sendings_be_struck_out(execute: Callable[[str], None], schema: str) -> None:
    """Let what an officer recorded of a sending be struck out, in a migration."""
    execute(f'ALTER TABLE "{schema}".letter_sendings ADD taken_back jsonb')
    execute(f'GRANT UPDATE (taken_back) ON "{schema}".letter_sendings TO {runtime_role(schema)}')


class LetterSending(Retractable):
    """The columns of each time that a letter was sent; it may be sent again."""

    letter_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """Of the times that it was sent, the first is 1."""
    case_id: Mapped[uuid.UUID]
    district: Mapped[str]
    sent_on: Mapped[dt.date]
    channel: Mapped[str]
    state: Mapped[str | None]
    """What became of it, as whoever prints and posts it says; None of what was sent by hand."""
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]
