"""HTTP of sheets of a council's cases."""

import uuid
from typing import Annotated

from fastapi import Query, Request, Response

from services.grants.domain.casework.entries_of_take_over import TakeOverAsked
from services.grants.take_over import queries
from services.grants.take_over.commands import send_cases
from services.grants.take_over.queries import (
    TakeOverPage,
    TakeOverRowFilters,
    TakeOverRowPage,
    TakeOverView,
)
from shared.taking_in.queries import SheetsAsked
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.files import file_body, received_file

router = desk("/v1/take-overs", "taking over a council's cases")
FILES = {"/v1/take-overs": 20 * 1024 * 1024}
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("take-over:write")]
_SHEET = (
    "Reference,Stage,Applied on,Applicant,Approved on,Mandatory grant,Certified on,Closed on\n"
    "DFG/2019/17,past,2019-03-04,owner occupier,2019-05-02,6210.00,2019-11-08,2020-01-15\n"
)


@router.post("", status_code=201, response_model=TakeOverView, openapi_extra=file_body(_SHEET))
async def send_take_over(
    asked: Annotated[TakeOverAsked, Query()], request: Request, call: Writing
) -> Response:
    """Send a CSV file or workbook of cases: each row is taken over, or named with what is wrong.

    Try it first with `trial=true`: the report is the same, and nothing else is written. The answer
    comes once the file is here; how far it is, its own resource tells. What was sent before is known.
    """
    async with received_file(request) as file:
        return await call.create(
            "/v1/take-overs/{id}", TakeOverView.of, send_cases, asked, file.path, file.bytes
        )


@router.get("", response_model=TakeOverPage)
async def list_take_overs(wanted: Annotated[SheetsAsked, Query()], call: Seeing) -> Response:
    """List the sheets that were sent, the last one first."""
    return await call.ask(queries.take_overs, wanted)


@router.get("/{take_over_id}", response_model=TakeOverView)
async def show_take_over(take_over_id: uuid.UUID, call: Seeing) -> Response:
    """How far a sheet is."""
    return await call.ask(queries.take_over, take_over_id)


@router.get("/{take_over_id}/rows", response_model=TakeOverRowPage)
async def show_take_over_rows(
    take_over_id: uuid.UUID, wanted: Annotated[TakeOverRowFilters, Query()], call: Seeing
) -> Response:
    """What came of each row."""
    return await call.ask(queries.rows, take_over_id, wanted)
