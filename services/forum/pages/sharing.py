"""Pages of sharing agreements and of the use that partners make of them, for those who manage them."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.forum.pages.page import Page, pages, sees
from services.forum.sharing import queries
from services.forum.sharing.queries import UseFilters

USES_A_PAGE = 20
router = pages()
Managing = Annotated[Page, sees("sharing:write")]


@router.get("/agreements")
async def sharing_agreements(page: Managing) -> Response:
    """Every sharing agreement as it stands."""
    return page.show("agreements.html", found=await page.ask(queries.agreements), today=page.today)


@router.get("/agreements/{agreement_id}")
async def one_agreement(
    page: Managing,
    agreement_id: uuid.UUID,
    cursor: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """What was agreed, what it was before, and what went to the partner, the latest first."""
    versions = await page.ask(queries.history, agreement_id)
    wanted = UseFilters(cursor=cursor, limit=USES_A_PAGE)
    uses = await page.ask(queries.uses, agreement_id, wanted)
    return page.show("agreement.html", versions=versions.items, uses=uses, today=page.today)
