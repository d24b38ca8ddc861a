"""A sheet of referrals, taken in by a job."""

from services.referral.data import sheet_headings
from services.referral.domain.sheet_rows import RowRead, SheetAsked, read_row
from services.referral.sheets.commands import SheetDue, take_rows
from services.referral.tables import SHEETS, Sheet
from shared.bus.job import Job
from shared.calendar import legal_date
from shared.taking_in.job import Reader, Taking, take_in


def _reader(sheet: Sheet) -> Reader[RowRead]:
    asked = SheetAsked.model_validate(sheet, from_attributes=True)
    today = legal_date(sheet.started_at)
    return lambda row, columns: read_row(row, columns, asked, today)


_TAKING = Taking(
    SHEETS,
    headings=sheet_headings,
    reader=_reader,
    take=take_rows,
    part=500,
    taken="take_sheet_rows",
    finished="finish_sheet",
)


async def take_in_sheet(job: Job, due: SheetDue) -> None:
    """Take in a sheet under the name of whoever sent it; resumed after the last part taken."""
    await take_in(job, _TAKING, due.sheet_id)
