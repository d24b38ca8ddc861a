"""HTTP of the contractors whom a district knows."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.domain.accreditation import EnteredContractor, Suspension
from services.payments.register import commands, queries
from services.payments.register.queries import (
    ContractorHistory,
    KnownContractorPage,
    KnownContractorSearch,
    KnownContractorView,
)
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/contractors", "contractors")
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]
Approving = Annotated[Call, needs("payments:approve")]


@router.get("", response_model=KnownContractorPage)
async def list_known_contractors(
    asked: Annotated[KnownContractorSearch, Query()], call: Seeing
) -> Response:
    """List the contractors whom the districts know, by name."""
    return await call.ask(queries.known_contractors, asked)


@router.post("", status_code=201, response_model=KnownContractorView)
async def enter_contractor(body: EnteredContractor, call: Preparing) -> Response:
    """Enter what is known of a contractor; somebody else approves it."""
    at = "/v1/contractors/{id}"
    return await call.create(at, KnownContractorView.of, commands.enter_contractor, body)


@router.get("/{contractor_id}", response_model=KnownContractorView)
async def show_known_contractor(contractor_id: uuid.UUID, call: Seeing) -> Response:
    """Show what is known of a contractor, and whether it may be paid."""
    return await call.ask(queries.known_contractor, contractor_id)


@router.get("/{contractor_id}/history", response_model=ContractorHistory)
async def show_contractor_history(contractor_id: uuid.UUID, call: Seeing) -> Response:
    """Show what was known of a contractor, each time before it was entered anew."""
    return await call.ask(queries.history, contractor_id)


@router.post("/{contractor_id}/approval", response_model=KnownContractorView)
async def approve_contractor(contractor_id: uuid.UUID, call: Approving) -> Response:
    """Put a contractor on the list, as somebody else entered it."""
    return await call.do(KnownContractorView.of, commands.approve_contractor, contractor_id)


@router.post("/{contractor_id}/suspension", response_model=KnownContractorView)
async def suspend_contractor(
    contractor_id: uuid.UUID, body: Suspension, call: Approving
) -> Response:
    """Pay a contractor nothing more for now."""
    return await call.do(KnownContractorView.of, commands.suspend, contractor_id, body)


@router.post("/{contractor_id}/reinstatement", response_model=KnownContractorView)
async def reinstate_contractor(
    contractor_id: uuid.UUID, body: Suspension, call: Approving
) -> Response:
    """Put a contractor back whom somebody else suspended."""
    return await call.do(KnownContractorView.of, commands.reinstate, contractor_id, body)
