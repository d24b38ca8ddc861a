"""HTTP of the districts' money, and of what is agreed on it."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.forum.domain.funding import Agreed
from services.forum.measuring.reports import ReportAsked
from services.forum.money import agreements, commands, queries
from services.forum.money.agreements import AgreedAsked, AgreedCorrection, AgreedList, AgreedView
from services.forum.money.queries import MoneyView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/money", "money")
Seeing = Annotated[Call, needs("forum:read")]
Agreeing = Annotated[Call, needs("budget:write")]


@router.get("", response_model=MoneyView)
async def show_money(asked: Annotated[ReportAsked, Query()], call: Seeing) -> Response:
    """What districts have, have awarded, spent, committed and foresee, and what is pooled."""
    return await call.ask(queries.money_of_districts, asked)


@router.get("/agreements", response_model=AgreedList)
async def list_money_agreements(asked: Annotated[AgreedAsked, Query()], call: Seeing) -> Response:
    """List who pays whom for what, until when, as it stands."""
    return await call.ask(agreements.agreements, asked)


@router.post("/agreements", response_model=AgreedView, status_code=201)
async def record_money_agreement(body: Agreed, call: Agreeing) -> Response:
    """Record an agreement on money between authorities or with a housing provider."""
    at = "/v1/money/agreements/{agreement_id}"
    return await call.create(at, AgreedView.of, commands.record_agreed, body)


@router.get("/agreements/{agreement_id}", response_model=AgreedList)
async def show_money_agreement(agreement_id: uuid.UUID, call: Seeing) -> Response:
    """Show an agreement on money as it stands, and what it was before."""
    return await call.ask(agreements.history, agreement_id)


@router.put("/agreements/{agreement_id}", response_model=AgreedView)
async def correct_money_agreement(
    agreement_id: uuid.UUID, body: AgreedCorrection, call: Agreeing
) -> Response:
    """Correct, prolong or end an agreement on money, with a reason; what it was is kept."""
    return await call.do(AgreedView.of, commands.correct_agreed, agreement_id, body)
