"""HTTP of works that the council orders itself for its own tenants."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.domain.own_works import Completed, GivenUp, WorkOrder
from services.payments.own_works import commands, ending, queries
from services.payments.own_works.queries import OrderPage, OrderSearch, OrderView
from shared.mistakes import Mistake
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/work-orders", "own works")
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]
Approving = Annotated[Call, needs("payments:approve")]
Proposing = Annotated[Call, needs("payments:prepare", "payments:approve")]
"""Whoever puts an order forward, or would have to approve it."""
Supervising = Annotated[Call, needs("grants:write")]


@router.get("", response_model=OrderPage)
async def list_orders(asked: Annotated[OrderSearch, Query()], call: Seeing) -> Response:
    """List works that the council ordered for its own tenants, the first put forward first."""
    return await call.ask(queries.orders, asked)


@router.get("/{order_id}", response_model=OrderView)
async def show_order(order_id: uuid.UUID, call: Seeing) -> Response:
    """Show an order; invoices and payments stand on the account of the same number."""
    return await call.ask(queries.order, order_id)


@router.post("", status_code=201, response_model=OrderView)
async def propose_order(body: WorkOrder, call: Preparing) -> Response:
    """Put forward works for a tenant of the council's own; somebody else approves the price."""
    return await call.create("/v1/work-orders/{id}", OrderView.of, commands.propose_order, body)


@router.post("/{order_id}/approval", response_model=OrderView)
async def approve_order(order_id: uuid.UUID, call: Approving) -> Response:
    """Approve an order that somebody else put forward: its account opens."""
    return await call.do(OrderView.of, commands.approve_order, order_id)


@router.post("/{order_id}/withdrawal", response_model=OrderView)
async def withdraw_order(order_id: uuid.UUID, body: Mistake, call: Proposing) -> Response:
    """Withdraw an order that was put forward by mistake and that nobody has approved."""
    return await call.do(OrderView.of, ending.withdraw_order, order_id, body)


@router.post("/{order_id}/ending", response_model=OrderView)
async def end_order(order_id: uuid.UUID, body: GivenUp, call: Approving) -> Response:
    """Give approved works up: what is neither paid nor approved for payment is released."""
    return await call.do(OrderView.of, ending.end_order, order_id, body)


@router.post("/{order_id}/completion", response_model=OrderView)
async def complete_works(order_id: uuid.UUID, body: Completed, call: Supervising) -> Response:
    """Find the works complete, so that the last invoice can be paid."""
    return await call.do(OrderView.of, ending.complete_works, order_id, body)


@router.post("/{order_id}/completion/correction", response_model=OrderView)
async def correct_completion(order_id: uuid.UUID, body: Mistake, call: Supervising) -> Response:
    """Take back that the works are complete, as long as the last invoice is not approved."""
    return await call.do(OrderView.of, ending.correct_completion, order_id, body)
