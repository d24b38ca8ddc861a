"""What readers are shown of runs."""

import datetime as dt
import uuid
from typing import Annotated

from sqlalchemy import select

from services.payments.domain.releases import RunState
from services.payments.tables import PaymentRun
from shared.contracts.event import ONS_CODE
from shared.persistence.reading import Reading
from shared.problems import WrongState
from shared.schema import Field, Model, Pounds
from shared.web.lists import Asked, Order, Page, list_page

NEWEST_FIRST = Order((PaymentRun.proposed_at, PaymentRun.id), descending=True)


class RunLine(Model):
    """One payment of a run."""

    reference: str
    """What the payee's statement shows, and all that comes back with a returned credit."""
    name: str
    """Who is paid."""
    amount: Pounds
    """How much, in pounds."""


class RunView(Model):
    """A payment run; pounds."""

    id: uuid.UUID
    """The number of the run."""
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    """ONS code of the district that pays."""
    state: RunState
    """How far it has come."""
    processing_date: dt.date
    """The day on which the bank is asked to process it."""
    serial: str
    """Of the file, from the district's own range."""
    payments: int
    """How many payments it has."""
    total: Pounds
    """What they come to, in pounds."""
    digest: str
    """SHA-256 of the payments: an approver states it."""
    proposed_by: str
    """Who put it together."""
    approved_by: str | None
    """Who approved it, never who proposed it; null before that."""
    sealed_by: str | None
    """Who sealed its file: a third person; null before that."""
    file_sha256: str | None
    """SHA-256 of the file; null until it is sealed."""
    handed_in_on: dt.date | None
    """The day on which the bank was given the file; null before that."""
    confirmed_on: dt.date | None
    """The day on which the bank debited it; null before that."""
    lines: list[RunLine]
    """Its payments in the order of the file."""

    @classmethod
    def of(cls, row: PaymentRun) -> "RunView":
        own = {"processing_date", "payments", "total", "lines"}
        same = {name: getattr(row, name) for name in cls.model_fields if name not in own}
        return cls(
            processing_date=row.content.processing_date,
            payments=len(row.content.payments),
            total=row.content.total,
            lines=[
                RunLine(reference=p.reference, name=p.name, amount=p.amount)
                for p in row.content.payments
            ],
            **same,
        )


class RunFile(Model):
    """A sealed file."""

    sha256: str
    """SHA-256 of the file: compare it before the file is handed in."""
    content: str
    """The file in Bacs Standard 18: ASCII, lines that end with CR and LF."""


class RunPage(Page):
    """A page of runs, the newest first."""

    items: list[RunView]
    """The runs of this page."""


class RunSearch(Asked):
    """Which runs; whatever is left out does not matter."""

    district: Annotated[str | None, Field(pattern=ONS_CODE)] = None
    """ONS code of the district."""
    state: RunState | None = None
    """How far the run has come."""


async def run(reading: Reading, run_id: uuid.UUID) -> RunView:
    """A run with its payments."""
    return RunView.of(await reading.read(PaymentRun, run_id))


async def runs(reading: Reading, asked: RunSearch) -> RunPage:
    """A page of the runs that are asked for."""
    rows = select(PaymentRun)
    if asked.district is not None:
        rows = rows.where(PaymentRun.district == asked.district)
    if asked.state is not None:
        rows = rows.where(PaymentRun.state == asked.state)
    found, following = await list_page(reading, rows, asked, NEWEST_FIRST)
    return RunPage(items=[RunView.of(row) for row in found], next=following)


async def run_file(reading: Reading, run_id: uuid.UUID) -> RunFile:
    """The bytes that were sealed, the same each time; none of a run that was voided."""
    row = await reading.read(PaymentRun, run_id)
    if row.file is None or row.file_sha256 is None or row.state == RunState.VOIDED:
        raise WrongState("the run has no file that may be sent")
    return RunFile(sha256=row.file_sha256, content=row.file.decode("ascii"))
