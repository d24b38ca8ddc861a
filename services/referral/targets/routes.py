"""HTTP of targets and clocks."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.referral.domain.clocks import ClockStart, ClockStop
from services.referral.targets import commands, queries
from services.referral.targets.queries import ClockFilters, ClockPage, ClocksView, TimesAsked
from services.referral.targets.times import TimesView, times
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "targets")
Seeing = Annotated[Call, needs("referral:read")]
Writing = Annotated[Call, needs("referral:write")]


@router.get("/referrals/{case_id}/clocks", response_model=ClocksView)
async def show_clocks(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show the four targets of a case set against what happened."""
    return await call.ask(queries.clocks, case_id)


@router.post("/referrals/{case_id}/clock-stop", response_model=ClocksView)
async def stop_clock(case_id: uuid.UUID, body: ClockStop, call: Writing) -> Response:
    """Stop a case's clock, with a reason; the time with nothing taken off is told beside it."""
    return await call.do(_as_it_is, commands.stop_clock, case_id, body)


@router.post("/referrals/{case_id}/clock-start", response_model=ClocksView)
async def start_clock(case_id: uuid.UUID, body: ClockStart, call: Writing) -> Response:
    """Start a case's clock again."""
    return await call.do(_as_it_is, commands.start_clock, case_id, body)


@router.get("/clocks", response_model=ClockPage)
async def list_clocks(wanted: Annotated[ClockFilters, Query()], call: Seeing) -> Response:
    """List the stages that are under way, the nearest target first."""
    return await call.ask(queries.due, wanted)


@router.get("/stage-times", response_model=TimesView)
async def show_times(wanted: Annotated[TimesAsked, Query()], call: Seeing) -> Response:
    """Mean, median, least and most time of each stage, and how often its target was met."""
    return await call.ask(times, wanted)


def _as_it_is(view: ClocksView) -> ClocksView:
    return view
