"""HTTP of the districts' money."""

from typing import Annotated

from fastapi import Query, Response

from services.forum.measuring.reports import ReportAsked
from services.forum.money import queries
from services.forum.money.queries import MoneyView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/money", "money")
Seeing = Annotated[Call, needs("forum:read")]


@router.get("", response_model=MoneyView)
async def show_money(asked: Annotated[ReportAsked, Query()], call: Seeing) -> Response:
    """What districts have, have awarded, spent, committed and foresee, and what is pooled."""
    return await call.ask(queries.money_of_districts, asked)
