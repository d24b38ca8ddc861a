"""HTTP of a district's times."""

from typing import Annotated

from fastapi import Query, Response

from services.forum.own import OwnPeriod
from services.forum.timescales import queries
from services.forum.timescales.queries import ClocksAsked, StatutoryClocks, TimescalesView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "timescales")
Seeing = Annotated[Call, needs("forum:read")]


@router.get("/timescales", response_model=TimescalesView)
async def show_timescales(wanted: Annotated[OwnPeriod, Query()], call: Seeing) -> Response:
    """What each stage took in your district, against its target, and where time is lost."""
    return await call.ask(queries.timescales, wanted)


@router.get("/statutory-clocks", response_model=StatutoryClocks)
async def show_statutory_clocks(wanted: Annotated[ClocksAsked, Query()], call: Seeing) -> Response:
    """The times of the Act that are near or past in your district."""
    return await call.ask(queries.statutory_clocks, wanted)
