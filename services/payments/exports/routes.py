"""HTTP of exports to the council's ledger."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.exports import commands, queries
from services.payments.exports.queries import ExportFile, ExportPage, ExportSearch, ExportView
from shared.contracts.event import District
from shared.schema import Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/ledger-exports", "finance")
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]


class ExportAsked(Model):
    """What is new in a district's ledger is wanted as a file."""

    model_config = example(district="E07000083")

    district: District
    """ONS code of the district."""


@router.get("", response_model=ExportPage)
async def list_exports(asked: Annotated[ExportSearch, Query()], call: Seeing) -> Response:
    """List the files that were made for the council's ledger."""
    return await call.ask(queries.exports, asked)


@router.post("", status_code=201, response_model=ExportView)
async def make_export(body: ExportAsked, call: Preparing) -> Response:
    """Have a file written of what no export has yet; the export tells how far it is."""
    at = "/v1/ledger-exports/{id}"
    return await call.create(at, ExportView.of, commands.make_export, body.district)


@router.get("/{export_id}", response_model=ExportView)
async def follow_export(export_id: uuid.UUID, call: Seeing) -> Response:
    """How far an export is: its file is there once it has a SHA-256."""
    return await call.ask(queries.export, export_id)


@router.get("/{export_id}/file", response_model=ExportFile)
async def show_export(export_id: uuid.UUID, call: Seeing) -> Response:
    """Give the file out: the same bytes each time, as CSV."""
    return await call.ask(queries.export_file, export_id)
