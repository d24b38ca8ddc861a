"""HTTP of the ledger, for finance."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.finance import queries
from services.payments.finance.queries import LedgerPage, LedgerSearch, Period, TrialBalance
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "finance")
Reading = Annotated[Call, needs("payments:read")]


@router.get("/accounts/{case_id}/ledger", response_model=LedgerPage)
async def show_ledger(
    case_id: uuid.UUID, asked: Annotated[LedgerSearch, Query()], call: Reading
) -> Response:
    """Show the ledger of a case, entry by entry."""
    return await call.ask(queries.ledger, case_id, asked)


@router.get("/trial-balance", response_model=TrialBalance)
async def show_trial_balance(period: Annotated[Period, Query()], call: Reading) -> Response:
    """Show what was posted in a district in a period, and whether it balances."""
    return await call.ask(queries.trial_balance, period)
