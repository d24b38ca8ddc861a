"""HTTP of bank accounts."""

import uuid
from typing import Annotated

from fastapi import Path, Query, Response

from services.payments.bank import commands, queries
from services.payments.bank.queries import (
    DebitAccounts,
    DebitAccountView,
    Details,
    DetailsSearch,
    DetailsView,
)
from services.payments.domain.bank import DebitAccountFacts, DetailsProposed
from shared.contracts.event import District
from shared.mistakes import Mistake
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "bank accounts")
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]
Entering = Annotated[Call, needs("payments:prepare", "payments:approve")]
"""Whoever enters an account, or would have to confirm it."""
Approving = Annotated[Call, needs("payments:approve")]
OfDistrict = Annotated[District, Path(description="ONS code of the district that pays")]


@router.get("/bank-details", response_model=Details)
async def list_bank_details(asked: Annotated[DetailsSearch, Query()], call: Seeing) -> Response:
    """List where a payee was, is and will be paid."""
    return await call.ask(queries.details, asked)


@router.post("/bank-details", status_code=201, response_model=DetailsView)
async def propose_bank_details(body: DetailsProposed, call: Preparing) -> Response:
    """Enter where a payee asks to be paid; somebody else confirms it."""
    at = "/v1/bank-details?district={district}&name={name}"
    return await call.create(at, DetailsView.of, commands.propose_details, body)


@router.post("/bank-details/{details_id}/confirmation", response_model=DetailsView)
async def confirm_bank_details(details_id: uuid.UUID, call: Approving) -> Response:
    """Confirm details that somebody else entered; changed ones wait five working days."""
    return await call.do(DetailsView.of, commands.confirm_details, details_id)


@router.post("/bank-details/{details_id}/withdrawal", response_model=DetailsView)
async def withdraw_bank_details(details_id: uuid.UUID, body: Mistake, call: Entering) -> Response:
    """Withdraw details that nobody has confirmed: a mistake, or not the payee's."""
    return await call.do(DetailsView.of, commands.withdraw_details, details_id, body)


@router.get("/debit-accounts/{district}", response_model=DebitAccountFacts)
async def show_debit_account(district: OfDistrict, call: Seeing) -> Response:
    """Show from which account a district pays."""
    return await call.ask(queries.debit_account, district)


@router.get("/debit-accounts/{district}/versions", response_model=DebitAccounts)
async def list_debit_accounts(district: OfDistrict, call: Seeing) -> Response:
    """List from which accounts a district paid, pays and may pay."""
    return await call.ask(queries.debit_accounts, district)


@router.post("/debit-accounts", status_code=201, response_model=DebitAccountView)
async def propose_debit_account(body: DebitAccountFacts, call: Preparing) -> Response:
    """Enter the account from which a district pays, or another; somebody else confirms it."""
    return await call.create(
        "/v1/debit-accounts/{district}/versions",
        DebitAccountView.of,
        commands.propose_debit_account,
        body,
    )


@router.post("/debit-accounts/{change_id}/confirmation", response_model=DebitAccountView)
async def confirm_debit_account(change_id: uuid.UUID, call: Approving) -> Response:
    """Have the next runs paid from the account that somebody else entered."""
    return await call.do(DebitAccountView.of, commands.confirm_debit_account, change_id)


@router.post("/debit-accounts/{change_id}/withdrawal", response_model=DebitAccountView)
async def withdraw_debit_account(change_id: uuid.UUID, body: Mistake, call: Entering) -> Response:
    """Withdraw an account that nobody has confirmed."""
    return await call.do(DebitAccountView.of, commands.withdraw_debit_account, change_id, body)
