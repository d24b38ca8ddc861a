"""HTTP of what the stock lacks."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.register.stock import commands, queries
from services.register.stock.queries import StockGaps, StockRecordView
from shared.contracts.event import District
from shared.schema import Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "stock")
Seeing = Annotated[Call, needs("register:read")]
Writing = Annotated[Call, needs("register:write")]


class Place(Model):
    """A district."""

    model_config = example(district="E07000083")

    district: District
    """ONS code of the district whose supply and need are to be recorded."""


@router.get("/stock-gaps", response_model=StockGaps)
async def stock_gaps(place: Annotated[Place, Query()], call: Seeing) -> Response:
    """Supply against need by category and bedrooms, now and on the days that were recorded."""
    return await call.ask(queries.stock_gaps, place.district)


@router.post("/stock-records", status_code=201, response_model=StockRecordView)
async def record(body: Place, call: Writing) -> Response:
    """Record how supply stands to need today, with what keeps households from empty homes.

    The answer comes at once; how far it is, its own resource tells.
    """
    return await call.create(
        "/v1/stock-records/{id}", StockRecordView.of, commands.record_stock, body.district
    )


@router.get("/stock-records/{record_id}", response_model=StockRecordView)
async def stock_record(record_id: uuid.UUID, call: Seeing) -> Response:
    """Supply against need as it was recorded, or as far as that has come."""
    return await call.ask(queries.stock_record, record_id)
