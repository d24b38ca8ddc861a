"""HTTP of works in homes."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.register.domain.adaptations import AdaptedHome
from services.register.domain.equipment import Installation, MistakenStep, Recovery
from services.register.works import commands, equipment, queries
from services.register.works.queries import EquipmentList, EquipmentView, HomeOfCase, WhatIf
from shared.contracts.codes import AccessCategory
from shared.mistakes import SaidAnew
from shared.schema import example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "works")
Seeing = Annotated[Call, needs("register:read")]
Entering = Annotated[Call, needs("register:write", "homes:write")]
Writing = Annotated[Call, needs("register:write")]
Towards = Annotated[AccessCategory, Query(description="The category that the home is to reach")]


class Dwelling(SaidAnew):
    """The registered home in which a case lives."""

    model_config = example(home_id="7b1c7a0e-2f0e-4c55-8f2f-6f0f0c1d3a52")

    home_id: uuid.UUID | None
    """The registered home in which the household of the case lives; null: it is not known."""


@router.post("/cases/{case_id}/home", response_model=HomeOfCase)
async def lives_in(case_id: uuid.UUID, body: Dwelling, call: Writing) -> Response:
    """Say in which home a case lives, so that works certified on it change that home.

    Said anew, the home before is without them again.
    """
    return await call.do(
        HomeOfCase.of, commands.say_where_case_lives, case_id, body.home_id, body.reason
    )


@router.get("/homes/{home_id}/what-if", response_model=AdaptedHome)
async def towards(home_id: uuid.UUID, category: Towards, call: Seeing) -> Response:
    """What a home would need to come up to a category, and what that would cost."""
    return await call.ask(queries.towards, home_id, category)


@router.post("/homes/{home_id}/what-if", response_model=AdaptedHome)
async def what_if(home_id: uuid.UUID, body: WhatIf, call: Seeing) -> Response:
    """What a home would be with these adaptations. Nothing is changed."""
    return await call.ask(queries.with_adaptations, home_id, body)


@router.post("/homes/{home_id}/equipment", status_code=201, response_model=EquipmentView)
async def install(home_id: uuid.UUID, body: Installation, call: Entering) -> Response:
    """Note equipment that was put in."""
    return await call.create(
        "/v1/homes/{home_id}/equipment", EquipmentView.of, equipment.install, home_id, body
    )


@router.get("/homes/{home_id}/equipment", response_model=EquipmentList)
async def show_equipment(home_id: uuid.UUID, call: Seeing) -> Response:
    """Show the equipment of a home."""
    return await call.ask(queries.equipment, home_id)


@router.post("/equipment/{equipment_id}/recovery", response_model=EquipmentView)
async def recover(equipment_id: uuid.UUID, body: Recovery, call: Entering) -> Response:
    """Note that equipment was taken out."""
    return await call.do(EquipmentView.of, equipment.recover, equipment_id, body)


@router.post("/equipment/{equipment_id}/correction", response_model=EquipmentView)
async def correct_equipment(
    equipment_id: uuid.UUID, body: MistakenStep, call: Entering
) -> Response:
    """Take back that equipment was taken out, or that it was ever put in."""
    return await call.do(EquipmentView.of, equipment.correct, equipment_id, body)
