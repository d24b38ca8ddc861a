"""HTTP of assessors."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.referral.assessors import commands, queries
from services.referral.assessors.queries import GrowthView, Period, TrainingReport, TrainingSearch
from services.referral.assessors.views import (
    AllocationList,
    AllocationView,
    AssessorHistory,
    AssessorList,
    AssessorView,
    TrainingPage,
    TrainingView,
)
from services.referral.domain.assessors import Allocation, Assessor, AssessorCorrection
from services.referral.domain.training import Training
from shared.mistakes import Mistake
from shared.views import itself
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "assessors")
Seeing = Annotated[Call, needs("referral:read", "assessors:write")]
Allocating = Annotated[Call, needs("referral:write")]
Managing = Annotated[Call, needs("assessors:write")]


@router.get("/assessors", response_model=AssessorList)
async def list_assessors(call: Seeing) -> Response:
    """List everybody on the register of assessors, with what they have in hand."""
    return await call.ask(queries.assessors)


@router.post("/assessors", status_code=201, response_model=AssessorView)
async def enter_assessor(body: Assessor, call: Managing) -> Response:
    """Enter an occupational therapist or trusted assessor."""
    return await call.create("/v1/assessors/{id}", itself, commands.enter_assessor, body)


@router.get("/assessors/{assessor_id}", response_model=AssessorHistory)
async def show_assessor(assessor_id: uuid.UUID, call: Seeing) -> Response:
    """Show an entry of the register, and what it was before each correction."""
    return await call.ask(queries.assessor, assessor_id)


@router.put("/assessors/{assessor_id}", response_model=AssessorView)
async def correct_assessor(
    assessor_id: uuid.UUID, body: AssessorCorrection, call: Managing
) -> Response:
    """Renew, change or end an entry, with a reason."""
    return await call.do(itself, commands.correct_assessor, assessor_id, body)


@router.get("/assessor-growth", response_model=GrowthView)
async def show_growth(period: Annotated[Period, Query()], call: Seeing) -> Response:
    """Count assessors and the cases they were given, month by month and by grade."""
    return await call.ask(queries.growth, period)


@router.post("/trainings", status_code=201, response_model=TrainingView)
async def record_training(body: Training, call: Managing) -> Response:
    """Record a training that was held, with how many came."""
    at = "/v1/trainings/{id}"
    return await call.create(at, TrainingView.of, commands.record_training, body)


@router.get("/trainings", response_model=TrainingPage)
async def list_trainings(asked: Annotated[TrainingSearch, Query()], call: Seeing) -> Response:
    """List trainings, the first held first, with those that were taken back and why."""
    return await call.ask(queries.trainings, asked)


@router.get("/trainings/{training_id}", response_model=TrainingView)
async def show_training(training_id: uuid.UUID, call: Seeing) -> Response:
    """Show a training, also one that was taken back and why."""
    return await call.ask(queries.training, training_id)


@router.post("/trainings/{training_id}/correction", response_model=TrainingView)
async def correct_training(training_id: uuid.UUID, body: Mistake, call: Managing) -> Response:
    """Take back a training that was recorded by mistake: the forum counts it no more."""
    return await call.do(TrainingView.of, commands.correct_training, training_id, body)


@router.get("/training-report", response_model=TrainingReport)
async def show_trainings(period: Annotated[Period, Query()], call: Seeing) -> Response:
    """Count trainings and who came, by topic."""
    return await call.ask(queries.training_report, period)


@router.get("/referrals/{case_id}/assessor", response_model=AllocationList)
async def show_allocations(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show to whom a case is given, and to whom it was."""
    return await call.ask(queries.allocations, case_id)


@router.post("/referrals/{case_id}/assessor", response_model=AllocationView)
async def allocate(case_id: uuid.UUID, body: Allocation, call: Allocating) -> Response:
    """Give a case to an assessor who may take it, or to whoever has the least in hand."""
    return await call.do(itself, commands.allocate, case_id, body)
