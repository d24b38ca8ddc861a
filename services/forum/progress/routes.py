"""HTTP of a person's view of their case."""

import uuid
from typing import Annotated

from fastapi import Response

from services.forum.progress import queries
from services.forum.progress.queries import ProgressView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "progress")
Seeing = Annotated[Call, needs("forum:read", "timeline:read", "case:read")]


@router.get("/timelines/{case_id}/progress", response_model=ProgressView)
async def show_progress(case_id: uuid.UUID, call: Seeing) -> Response:
    """Say where a case is, what happens next, who does it and by when, in plain English."""
    return await call.ask(queries.progress, case_id)
