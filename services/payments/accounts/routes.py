"""HTTP of accounts."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.accounts import queries
from services.payments.accounts.queries import AccountPage, AccountSearch
from services.payments.books import AccountView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/accounts", "accounts")
Seeing = Annotated[Call, needs("payments:read")]


@router.get("", response_model=AccountPage)
async def list_accounts(asked: Annotated[AccountSearch, Query()], call: Seeing) -> Response:
    """List accounts, the newest approval first."""
    return await call.ask(queries.accounts, asked)


@router.get("/{case_id}", response_model=AccountView)
async def show(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show the account of a case."""
    return await call.ask(queries.account, case_id)
