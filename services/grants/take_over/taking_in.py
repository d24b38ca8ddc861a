"""A sheet of a council's cases, taken over by a job."""

from services.grants.data import layout
from services.grants.domain.casework.take_over_rows import OldRow, Sender, read_old_row
from services.grants.tables import TAKE_OVERS, TakeOver
from services.grants.take_over.commands import TakeOverDue, take_rows
from shared.bus.job import Job
from shared.calendar import legal_date
from shared.taking_in.job import Reader, Taking, take_in


def _reader(sheet: TakeOver) -> Reader[OldRow]:
    sender = Sender(sheet.district, sheet.organisation, legal_date(sheet.started_at))
    return lambda row, columns: read_old_row(row, columns, layout(), sender)


TAKING = Taking(
    TAKE_OVERS,
    headings=lambda: layout().headings(),
    reader=_reader,
    take=take_rows,
    part=250,
    taken="take_cases_over",
    finished="finish_take_over",
)


async def take_over_sheet(job: Job, due: TakeOverDue) -> None:
    """Take over under the name of whoever sent the sheet; resumed after the last part."""
    await take_in(job, TAKING, due.take_over_id)
