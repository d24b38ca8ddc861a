"""HTTP of land charges."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.charges import commands
from services.grants.record.view import GrantCaseView
from shared.schema import Date, Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "charges")
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
