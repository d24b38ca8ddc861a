"""HTTP of needs and the homes that would do."""

import uuid
from typing import Annotated

from fastapi import Response

from services.register.domain.needs import StatedCompletion
from services.register.needs import commands, queries
from services.register.needs.queries import AlternativesView, NeedHistory, NeedView
from shared.schema import Model, Pounds, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "needs")
Seeing = Annotated[Call, needs("register:read")]
Deciding = Annotated[Call, needs("register:read", "case:read")]
Writing = Annotated[Call, needs("register:write")]


class Looking(Model):
    """A request to look for homes that would do."""

    model_config = example(moving_costs="1850.00")

    moving_costs: Pounds | None = None
    """Of the move itself, as quoted; None before that."""


@router.get("/need", response_model=NeedView)
async def need(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show what a household needs of a home."""
    return await call.ask(queries.household, case_id)


@router.get("/need/history", response_model=NeedHistory)
async def show_need_history(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show what was said of a household beside its assessment, each time before it was said anew."""
    return await call.ask(queries.history, case_id)


@router.put("/need", response_model=NeedView)
async def complete_need(case_id: uuid.UUID, body: StatedCompletion, call: Writing) -> Response:
    """Complete a need by what housing options know."""
    return await call.do(NeedView.of, commands.complete_need, case_id, body)


@router.get("/alternatives", response_model=AlternativesView)
async def alternatives(case_id: uuid.UUID, call: Deciding) -> Response:
    """Adapt or move: show which homes would do for a case. A resident sees their own."""
    return await call.ask(queries.alternatives, case_id)


@router.post("/alternatives", response_model=AlternativesView)
async def look(case_id: uuid.UUID, body: Looking, call: Writing) -> Response:
    """Look for homes that would do, whatever adapting here would cost."""
    return await call.do(
        AlternativesView.of, commands.look_for_alternatives, case_id, body.moving_costs
    )
