"""HTTP of money spent beside grants."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.domain.spending import Classified, Spending
from services.payments.spending import commands, queries
from services.payments.spending.queries import SpendingPage, SpendingSearch, SpendingView
from shared.mistakes import Mistake
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/spending", "spending")
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]
Recording = Annotated[Call, needs("payments:prepare", "payments:approve")]
"""Whoever records it, or would have to confirm it."""
Approving = Annotated[Call, needs("payments:approve")]


@router.get("", response_model=SpendingPage)
async def list_spending(asked: Annotated[SpendingSearch, Query()], call: Seeing) -> Response:
    """List what the pooled fund paid beside grants, the first spent first."""
    return await call.ask(queries.spending, asked)


@router.post("", status_code=201, response_model=SpendingView)
async def record_spending(body: Spending, call: Preparing) -> Response:
    """Record minor works, equipment or a project; somebody else confirms it."""
    at = "/v1/spending/{id}"
    return await call.create(at, SpendingView.of, commands.record_spending, body)


@router.get("/{spending_id}", response_model=SpendingView)
async def show_spending(spending_id: uuid.UUID, call: Seeing) -> Response:
    """Show what was spent, and who confirmed it."""
    return await call.ask(queries.one_spending, spending_id)


@router.post("/{spending_id}/classification", response_model=SpendingView)
async def classify(spending_id: uuid.UUID, body: Classified, call: Preparing) -> Response:
    """Say whether it is capital or revenue, and whose money it is."""
    return await call.do(SpendingView.of, commands.classify, spending_id, body)


@router.post("/{spending_id}/confirmation", response_model=SpendingView)
async def confirm_spending(spending_id: uuid.UUID, call: Approving) -> Response:
    """Confirm what somebody else recorded: it counts from here on."""
    return await call.do(SpendingView.of, commands.confirm_spending, spending_id)


@router.post("/{spending_id}/withdrawal", response_model=SpendingView)
async def withdraw_spending(spending_id: uuid.UUID, body: Mistake, call: Recording) -> Response:
    """Withdraw what was recorded by mistake and nobody has confirmed."""
    return await call.do(SpendingView.of, commands.withdraw_spending, spending_id, body)


@router.post("/{spending_id}/correction", response_model=SpendingView)
async def correct_spending(spending_id: uuid.UUID, body: Mistake, call: Approving) -> Response:
    """Take back what was confirmed by mistake: it counts no more, and the others are told."""
    return await call.do(SpendingView.of, commands.correct_spending, spending_id, body)
