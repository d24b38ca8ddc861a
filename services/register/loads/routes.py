"""HTTP of providers' files."""

import uuid
from typing import Annotated

from fastapi import Query, Request, Response

from services.register.domain.surveying import LoadAsked
from services.register.loads import queries
from services.register.loads.queries import LoadView, RowPage, RowSearch
from services.register.loads.sending import send_file
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.files import file_body, received_file

router = desk("/v1/loads", "providers' files")
FILES = {"/v1/loads": 40 * 1024 * 1024}
Seeing = Annotated[Call, needs("register:read")]
Entering = Annotated[Call, needs("register:write", "homes:write")]
_FILE = "UPRN,Postcode,Bedrooms,Floor\n100120999002,GL20 5AA,2,Ground\n"


@router.post("", status_code=201, response_model=LoadView, openapi_extra=file_body(_FILE))
async def load(asked: Annotated[LoadAsked, Query()], request: Request, call: Entering) -> Response:
    """Take in a CSV file or workbook: everything usable is taken, everything else is named.

    The answer comes once the file is here; how far it is, its own resource tells.
    """
    async with received_file(request) as file:
        return await call.create(
            "/v1/loads/{id}",
            lambda row: LoadView.of((row, row.started_at)),
            send_file,
            asked,
            file.path,
            file.bytes,
        )


@router.get("/{load_id}", response_model=LoadView)
async def show(load_id: uuid.UUID, call: Seeing) -> Response:
    """How far a file has been taken in."""
    return await call.ask(queries.load, load_id)


@router.get("/{load_id}/rows", response_model=RowPage)
async def rows(load_id: uuid.UUID, wanted: Annotated[RowSearch, Query()], call: Seeing) -> Response:
    """What came of each row."""
    return await call.ask(queries.rows, load_id, wanted)
