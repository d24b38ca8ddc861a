"""What readers are shown of exports to the council's ledger."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.tables import LedgerExport
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.schema import Model, Pounds
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed

AS_MADE = Order((LedgerExport.district, LedgerExport.number))


class ExportView(ViewOfRow):
    """A file for the council's own ledger; pounds."""

    id: uuid.UUID
    """The number of the export here."""
    district: str
    """ONS code of the district whose ledger it is of."""
    number: int
    """Counts the exports of the district."""
    entries: int
    """How many entries it has; none of them is in another."""
    debits: Pounds
    """What its debits come to, in pounds."""
    credits: Pounds
    """What its credits come to, in pounds: the same."""
    file_sha256: str
    """SHA-256 of the file."""
    made_at: dt.datetime
    """When it was made."""
    made_by: str
    """Who made it."""


class ExportPage(Page):
    """A page of exports, the first made first."""

    items: list[ExportView]
    """The exports of this page."""


class ExportSearch(Asked):
    """Which exports; whatever is left out does not matter."""

    district: District | None = None
    """ONS code of the district."""


class ExportFile(Model):
    """A file for the council's own ledger."""

    sha256: str
    """SHA-256 of the file."""
    content: str
    """The file: CSV in UTF-8 with its mark."""


async def exports(reading: Reading, asked: ExportSearch) -> ExportPage:
    """A page of the exports that are asked for."""
    rows = narrowed(select(LedgerExport), asked, LedgerExport.district)
    found, following = await list_page(reading, rows, asked, AS_MADE)
    return ExportPage(items=[ExportView.of(row) for row in found], next=following)


async def export_file(reading: Reading, export_id: uuid.UUID) -> ExportFile:
    """The bytes as they were made."""
    row = await reading.read(LedgerExport, export_id)
    return ExportFile(sha256=row.file_sha256, content=row.file.decode())
