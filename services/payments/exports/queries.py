"""What readers are shown of exports to the council's ledger."""

import datetime as dt
import uuid

from sqlalchemy import select
from sqlalchemy.orm import defer

from services.payments.tables import LedgerExport
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.problems import WrongState
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
    """How many entries it has so far; none of them is in another."""
    debits: Pounds
    """What its debits come to, in pounds."""
    credits: Pounds
    """What its credits come to, in pounds: the same."""
    file_sha256: str | None
    """SHA-256 of the file; null while it is being written."""
    made_at: dt.datetime
    """When it was asked for."""
    made_by: str
    """Who asked for it."""


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
    rows = rows.options(defer(LedgerExport.file))
    found, following = await list_page(reading, rows, asked, AS_MADE)
    return ExportPage(items=[ExportView.of(row) for row in found], next=following)


async def export(reading: Reading, export_id: uuid.UUID) -> ExportView:
    """How far one is."""
    return ExportView.of(await reading.read(LedgerExport, export_id))


async def export_file(reading: Reading, export_id: uuid.UUID) -> ExportFile:
    """The bytes as they were written. Raises `WrongState` while they are."""
    row = await reading.read(LedgerExport, export_id)
    if row.file is None or row.file_sha256 is None:
        raise WrongState("the file is being written: ask for it once the export has its SHA-256")
    return ExportFile(sha256=row.file_sha256, content=row.file.decode())
