"""HTTP of accounts."""

import uuid
from typing import Annotated

from fastapi import Response

from services.payments.accounts import queries
from services.payments.books import AccountView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/accounts", "accounts")
Reading = Annotated[Call, needs("payments:read")]


@router.get("/{case_id}", response_model=AccountView)
async def show(case_id: uuid.UUID, call: Reading) -> Response:
    """Show the account of a case."""
    return await call.ask(queries.account, case_id)
