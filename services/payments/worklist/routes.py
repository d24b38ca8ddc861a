"""HTTP of what waits for finance."""

from typing import Annotated

from fastapi import Query, Response

from services.payments.worklist import queries
from services.payments.worklist.queries import TaskPage, TaskSearch
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/tasks", "worklist")
Seeing = Annotated[Call, needs("payments:read")]


@router.get("", response_model=TaskPage)
async def list_tasks(asked: Annotated[TaskSearch, Query()], call: Seeing) -> Response:
    """List what waits for finance, the nearest clock first: whose it is, by when, how much."""
    return await call.ask(queries.tasks, asked)
