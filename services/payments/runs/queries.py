"""What readers are shown of runs."""

import datetime as dt
import uuid

from sqlalchemy import func, select

from services.payments.domain.bank import FileFormat
from services.payments.domain.life import RunState
from services.payments.domain.releases import Outcome
from services.payments.domain.returns import AnswerTakenBack, ReturnReason
from services.payments.domain.runs import Reference
from services.payments.tables import PaymentRun, RunPayment
from shared.contracts.event import District
from shared.persistence.audit import Read
from shared.persistence.reading import Reading
from shared.problems import WrongState
from shared.schema import Model, Pounds
from shared.views import ViewOfRow, shown
from shared.web.lists import Asked, Order, Page, list_page, narrowed

AS_IN_FILE = Order((RunPayment.reference, RunPayment.id))
NEWEST_FIRST = Order((PaymentRun.proposed_at, PaymentRun.id), descending=True)


class RunPaymentView(ViewOfRow):
    """One payment of a run, and what became of it; pounds."""

    id: uuid.UUID
    """The number of the payment."""
    run_id: uuid.UUID
    """The run that it is in."""
    case_id: uuid.UUID
    """The case that it is for."""
    invoice: uuid.UUID
    """The number of the invoice that it pays."""
    reference: str
    """What the payee's statement shows, and all that comes back with a returned credit."""
    amount: Pounds
    """How much, in pounds."""
    outcome: Outcome | None
    """What became of it; null while nobody knows."""
    live: bool
    """Whether no other payment of the invoice can be made: until it is voided or made good."""
    recall_reason: str | None
    """Why the bank was asked to stop it; null otherwise."""
    returned_on: dt.date | None
    """The day on which it came back; null otherwise."""
    return_reason: ReturnReason | None
    """Why it came back; null otherwise."""
    taken_back: tuple[AnswerTakenBack, ...]
    """What was noted of it before and found to be a mistake, the first first."""


class RunPaymentPage(Page):
    """A page of the payments of a run, in the order of its file."""

    items: list[RunPaymentView]
    """The payments of this page."""


class RunPaymentSearch(Asked):
    """Which payments of the run; whatever is left out does not matter."""

    reference: Reference | None = None
    """The one that has this reference."""


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
    file_format: FileFormat
    """How the file is written: as the district's bank takes it."""
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
    voided_by: str | None
    """Who gave it up; null otherwise."""
    voided_because: str | None
    """Why it was given up; null otherwise."""
    lines: list[RunLine]
    """Its payments in the order of the file."""

    @classmethod
    def of(cls, row: PaymentRun) -> "RunView":
        return shown(
            cls,
            row,
            processing_date=row.content.processing_date,
            payments=len(row.content.payments),
            total=row.content.total,
            lines=[
                RunLine(reference=p.reference, name=p.name, amount=p.amount)
                for p in row.content.payments
            ],
        )


class RunFile(Model):
    """A sealed file."""

    sha256: str
    """SHA-256 of the file: compare it before the file is handed in."""
    content: str
    """The file: Bacs Standard 18 in ASCII with lines that end with CR and LF, or XML in UTF-8."""


class RunPage(Page):
    """A page of runs, the newest first."""

    items: list[RunView]
    """The runs of this page."""


class RunSearch(Asked):
    """Which runs; whatever is left out does not matter."""

    district: District | None = None
    """ONS code of the district."""
    state: RunState | None = None
    """How far the run has come."""
    for_me: bool = False
    """Only those whose next act, approval or seal, is not barred to whoever asks by an act before."""


async def run(reading: Reading, run_id: uuid.UUID) -> RunView:
    """A run with its payments."""
    return RunView.of(await reading.read(PaymentRun, run_id))


async def run_payments(
    reading: Reading, run_id: uuid.UUID, asked: RunPaymentSearch
) -> RunPaymentPage:
    """The payments of a run, and what became of each."""
    await reading.read(PaymentRun, run_id)
    of_run = select(RunPayment).where(RunPayment.run_id == run_id)
    rows = narrowed(of_run, asked, RunPayment.reference)
    found, following = await list_page(reading, rows, asked, AS_IN_FILE)
    return RunPaymentPage(items=[RunPaymentView.of(row) for row in found], next=following)


async def runs(reading: Reading, asked: RunSearch) -> RunPage:
    """A page of the runs that are asked for."""
    rows = narrowed(select(PaymentRun), asked, PaymentRun.district, PaymentRun.state)
    if asked.for_me:
        me = reading.reach.principal
        rows = rows.where(
            PaymentRun.state.in_((RunState.PROPOSED, RunState.APPROVED)),
            PaymentRun.proposed_by != me,
            func.coalesce(PaymentRun.approved_by, "") != me,
        )
    found, following = await list_page(reading, rows, asked, NEWEST_FIRST)
    return RunPage(items=[RunView.of(row) for row in found], next=following)


async def run_file(reading: Reading, run_id: uuid.UUID) -> tuple[RunFile, Read]:
    """The bytes that were sealed, the same each time; none of a run that was voided."""
    row = await reading.read(PaymentRun, run_id)
    if row.file is None or row.file_sha256 is None or row.state == RunState.VOIDED:
        raise WrongState("the run has no file that may be sent")
    file = RunFile(sha256=row.file_sha256, content=row.file.decode())
    return file, Read(row.district, None, run_id)
