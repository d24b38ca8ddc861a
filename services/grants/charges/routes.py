"""HTTP of land charges."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.charges import commands, queries
from services.grants.domain.casework.entries_of_repayment import (
    Disposal,
    DisposalDecision,
    Removal,
)
from services.grants.domain.casework.land_register import Place, RegisterItems
from services.grants.record.view import GrantCaseView
from shared.schema import Date, Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "charges")
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]


class Registration(Model):
    """The date on which the charge was registered."""

    model_config = example(registered_on="2026-03-10")

    registered_on: Date
    """The day on which the land charge was registered; not after today."""


@router.post("/land-charge-registration", response_model=GrantCaseView)
async def register_charge(case_id: uuid.UUID, body: Registration, call: Writing) -> Response:
    """Record that the land charge is registered."""
    return await call.do(
        GrantCaseView.of, commands.register_land_charge, case_id, body.registered_on
    )


@router.get("/land-charge", response_model=queries.LandChargeView)
async def show_land_charge(case_id: uuid.UUID, call: Seeing) -> Response:
    """The land charge of a case, who decides on repayment, and what became of it."""
    return await call.ask(queries.land_charge, case_id)


@router.post("/land-charge-items", response_model=RegisterItems)
async def make_register_items(case_id: uuid.UUID, body: Place, call: Writing) -> Response:
    """What HM Land Registry's register is sent for the charges; nothing of it is kept here."""
    return await call.ask(queries.register_items, case_id, body)


@router.post("/disposal", response_model=GrantCaseView)
async def note_disposal(case_id: uuid.UUID, body: Disposal, call: Writing) -> Response:
    """Record that the charged home was disposed of."""
    return await call.do(GrantCaseView.of, commands.note_disposal, case_id, body)


@router.post("/repayment-decision", response_model=GrantCaseView)
async def decide_repayment(case_id: uuid.UUID, body: DisposalDecision, call: Seeing) -> Response:
    """Decide what of the charge is demanded, in the post that the policy names."""
    call.demand(f"approval:{body.by}" if body.by else "grants:write")
    return await call.do(GrantCaseView.of, commands.decide_repayment, case_id, body)


@router.post("/land-charge-removal", response_model=GrantCaseView)
async def remove_charge(case_id: uuid.UUID, body: Removal, call: Writing) -> Response:
    """Record that the charges were taken off the register."""
    return await call.do(GrantCaseView.of, commands.remove_charge, case_id, body)
