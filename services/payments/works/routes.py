"""HTTP of works that are paid for: the grants officer's findings, which whoever pays is held to."""

import uuid
from typing import Annotated

from fastapi import Response

from services.payments.domain.holds import HoldAsked, HoldLifted
from services.payments.domain.stages import Acceptance, PlanCorrection, StagePlan, Valuation
from services.payments.works import commands, queries
from services.payments.works.queries import (
    AcceptanceView,
    HoldView,
    PlanView,
    ValuationView,
    WorksView,
)
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/accounts", "works")
Seeing = Annotated[Call, needs("payments:read")]
Supervising = Annotated[Call, needs("grants:write")]
Lifting = Annotated[Call, needs("grants:write", "payments:approve")]
AT = "/v1/accounts/{case_id}/works"


@router.get("/{case_id}/works", response_model=WorksView)
async def show_works(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show the stages of a case, what the works are worth, their acceptance, disputes."""
    return await call.ask(queries.works, case_id)


@router.post("/{case_id}/stage-plan", status_code=201, response_model=PlanView)
async def fix_stages(case_id: uuid.UUID, body: StagePlan, call: Supervising) -> Response:
    """Fix the interim payments, before the works."""
    return await call.create(AT, PlanView.of, commands.fix_plan, case_id, body)


@router.post("/{case_id}/stage-plan/correction", status_code=201, response_model=PlanView)
async def correct_stages(case_id: uuid.UUID, body: PlanCorrection, call: Supervising) -> Response:
    """Fix other stages, or none, in place of wrong ones; those stay to be read."""
    return await call.create(AT, PlanView.of, commands.correct_plan, case_id, body)


@router.post("/{case_id}/valuations", status_code=201, response_model=ValuationView)
async def value_works(case_id: uuid.UUID, body: Valuation, call: Supervising) -> Response:
    """Record what the work done is worth."""
    return await call.create(AT, ValuationView.of, commands.value_works, case_id, body)


@router.post("/{case_id}/acceptance", status_code=201, response_model=AcceptanceView)
async def note_acceptance(case_id: uuid.UUID, body: Acceptance, call: Supervising) -> Response:
    """Record whether the applicant is satisfied with the completed works."""
    return await call.create(AT, AcceptanceView.of, commands.note_acceptance, case_id, body)


@router.post("/{case_id}/holds", status_code=201, response_model=HoldView)
async def hold_payment(case_id: uuid.UUID, body: HoldAsked, call: Supervising) -> Response:
    """Withhold payment while the authority or the applicant is not satisfied."""
    return await call.create(AT, HoldView.of, commands.hold, case_id, body)


@router.post("/{case_id}/holds/{hold_id}/lifting", response_model=HoldView)
async def lift_hold(
    case_id: uuid.UUID, hold_id: uuid.UUID, body: HoldLifted, call: Lifting
) -> Response:
    """End a dispute that somebody else began, with the authority's judgement."""
    return await call.do(HoldView.of, commands.lift_hold, case_id, hold_id, body)
