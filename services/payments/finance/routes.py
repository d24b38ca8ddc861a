"""HTTP of the ledger, for finance."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.finance import accruals, queries, reports
from services.payments.finance.accruals import (
    AccrualPage,
    AccrualsAsked,
    AccrualsOf,
    AccrualTotals,
)
from services.payments.finance.queries import LedgerPage, LedgerSearch, Period, TrialBalance
from services.payments.finance.reports import Creditors, CreditorsAsked, MoneyReport
from shared.views import itself
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "finance")
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]


@router.get("/accounts/{case_id}/ledger", response_model=LedgerPage)
async def show_ledger(
    case_id: uuid.UUID, asked: Annotated[LedgerSearch, Query()], call: Seeing
) -> Response:
    """Show the ledger of a case, entry by entry."""
    return await call.ask(queries.ledger, case_id, asked)


@router.get("/trial-balance", response_model=TrialBalance)
async def show_trial_balance(period: Annotated[Period, Query()], call: Seeing) -> Response:
    """Show what was posted in a district in a period, and whether it balances."""
    return await call.ask(queries.trial_balance, period)


@router.get("/money", response_model=MoneyReport)
async def show_money(period: Annotated[Period, Query()], call: Seeing) -> Response:
    """Show what a district spent in a period: on grants and beside them, capital and revenue."""
    return await call.ask(reports.money, period)


@router.get("/creditors", response_model=Creditors)
async def show_creditors(asked: Annotated[CreditorsAsked, Query()], call: Seeing) -> Response:
    """Show whom a district owes, by how long it is due."""
    return await call.ask(reports.creditors, asked)


@router.get("/accruals", response_model=AccrualPage)
async def list_accruals(asked: Annotated[AccrualsAsked, Query()], call: Seeing) -> Response:
    """List the cases with work done up to a day that was not paid by then, as at a year's end."""
    return await call.ask(accruals.accruals, asked)


@router.post("/accruals", status_code=201, response_model=AccrualTotals)
async def state_accruals(body: AccrualsOf, call: Preparing) -> Response:
    """Tell grants and the forum the totals of a district's grants up to a day."""
    at = "/v1/accruals?district={district}&on={on}"
    return await call.create(at, itself, accruals.state_accruals, body)
