"""HTTP of variations."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.domain.casework.entries_of_works import Consent, Variation, VariationDropped
from services.grants.record.view import GrantCaseView
from services.grants.variations import commands, queries
from services.grants.variations.queries import ProposedVariation
from shared.schema import Date, Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}/variation", "variations")
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]


class DayOfVariation(Model):
    """The date of the decision on a variation."""

    model_config = example(varied_on="2026-03-10")

    varied_on: Date
    """The day from which it counts; not before the decision, nor after today."""


@router.get("", response_model=ProposedVariation)
async def show_variation(case_id: uuid.UUID, call: Seeing) -> Response:
    """The variation that is proposed: its figures, and the consent and approvals it waits for."""
    return await call.ask(queries.variation, case_id)


@router.post("", response_model=GrantCaseView)
async def propose_variation(case_id: uuid.UUID, body: Variation, call: Writing) -> Response:
    """Propose another scheme than the approved one."""
    return await call.do(GrantCaseView.of, commands.propose_variation, case_id, body)


@router.post("/consent", response_model=GrantCaseView)
async def consent_to_variation(case_id: uuid.UUID, body: Consent, call: Writing) -> Response:
    """Record that the applicant agrees to the variation."""
    return await call.do(GrantCaseView.of, commands.consent_to_variation, case_id, body)


@router.post("/drop", response_model=GrantCaseView)
async def drop_variation(case_id: uuid.UUID, body: VariationDropped, call: Writing) -> Response:
    """Leave the approval as it was."""
    return await call.do(GrantCaseView.of, commands.drop_variation, case_id, body)


@router.post("/decision", response_model=GrantCaseView)
async def decide_variation(case_id: uuid.UUID, body: DayOfVariation, call: Writing) -> Response:
    """Decide the variation."""
    return await call.do(GrantCaseView.of, commands.decide_variation, case_id, body.varied_on)
