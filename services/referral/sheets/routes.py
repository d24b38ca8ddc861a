"""HTTP of sheets of referrals."""

import uuid
from typing import Annotated

from fastapi import Query, Request, Response

from services.referral.domain.sheet_rows import SheetAsked
from services.referral.sheets import queries
from services.referral.sheets.commands import send_sheet
from services.referral.sheets.queries import (
    SheetPage,
    SheetRowFilters,
    SheetRowPage,
    SheetView,
)
from shared.taking_in.queries import SheetsAsked
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.files import file_body, received_file

router = desk("/v1/sheets", "sheets of referrals")
FILES = {"/v1/sheets": 20 * 1024 * 1024}
Seeing = Annotated[Call, needs("referral:read")]
Writing = Annotated[Call, needs("referral:write")]
_SHEET = (
    "Name,Date of birth,Address,Postcode,Reason,Consent\n"
    "Ada Example,15/06/1967,1 Example Street,GL20 5AA,Cannot get into the bath,yes\n"
)


@router.post("", status_code=201, response_model=SheetView, openapi_extra=file_body(_SHEET))
async def send(asked: Annotated[SheetAsked, Query()], request: Request, call: Writing) -> Response:
    """Send a CSV file or workbook of referrals: each row is taken, or named with what is wrong.

    The answer comes once the file is here; how far it is, its own resource tells. What was sent
    before is known.
    """
    async with received_file(request) as file:
        return await call.create(
            "/v1/sheets/{id}", SheetView.of, send_sheet, asked, file.path, file.bytes
        )


@router.get("", response_model=SheetPage)
async def list_sheets(wanted: Annotated[SheetsAsked, Query()], call: Seeing) -> Response:
    """List the sheets that were sent, the last one first."""
    return await call.ask(queries.sheets, wanted)


@router.get("/{sheet_id}", response_model=SheetView)
async def show_sheet(sheet_id: uuid.UUID, call: Seeing) -> Response:
    """How far a sheet has been taken in."""
    return await call.ask(queries.sheet, sheet_id)


@router.get("/{sheet_id}/rows", response_model=SheetRowPage)
async def show_sheet_rows(
    sheet_id: uuid.UUID, wanted: Annotated[SheetRowFilters, Query()], call: Seeing
) -> Response:
    """What came of each row."""
    return await call.ask(queries.rows, sheet_id, wanted)
