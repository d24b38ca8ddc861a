"""HTTP of the decision."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.grants.decision import commands, queries
from services.grants.domain.casework.entries_of_time import (
    Deferral,
    Invitation,
    InvitationAnswered,
)
from services.grants.domain.casework.entry import PostName
from services.grants.domain.codes import AwardKind
from services.grants.domain.outcome import Determination
from services.grants.record.view import GrantCaseView
from shared.schema import Date, Model, Pounds, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "decision")
Seeing = Annotated[Call, needs("grants:read")]
Paying = Annotated[Call, needs("grants:read", "payments:read")]
Writing = Annotated[Call, needs("grants:write")]
TriedDay = Annotated[Date, Query(description="The day on which the decision is tried")]


class DayOfDecision(Model):
    """The date of the decision, and whether payment is put off."""

    model_config = example(decided_on="2026-03-09")

    decided_on: Date
    """The day from which the decision counts; not before the application, nor after today."""
    deferral: Deferral | None = None
    """Payment of the grant that is put off, in exceptional circumstances (section 36)."""


class AwardApproval(Model):
    """What is approved, in which post: the award as it is proposed, with its sum."""

    model_config = example(award="top_up", by="service_manager", amount="2500.00")

    award: AwardKind
    """The proposed award that is approved."""
    by: PostName
    """The post that the policy names; the token has its scope, `approval:` and the post."""
    amount: Pounds
    """The award in pounds as proposed; the approval holds for no more than that."""


@router.get("/proposal", response_model=Determination)
async def proposal(case_id: uuid.UUID, decided_on: TriedDay, call: Seeing) -> Response:
    """What the decision would be on that day."""
    return await call.ask(queries.proposal, case_id, decided_on)


@router.get("/approvals-wanted", response_model=queries.ApprovalsWanted)
async def approvals_wanted(case_id: uuid.UUID, call: Seeing) -> Response:
    """Whose approval of what, and of which sum, the decision still waits for."""
    return await call.ask(queries.approvals_wanted, case_id)


@router.post("/approvals", response_model=GrantCaseView)
async def approve(case_id: uuid.UUID, body: AwardApproval, call: Seeing) -> Response:
    """Approve an award, as somebody other than who prepared the case."""
    call.demand(f"approval:{body.by}")
    return await call.do(
        GrantCaseView.of, commands.approve_award, case_id, body.award, body.by, body.amount
    )


@router.get("/decision", response_model=queries.DecidedMoney)
async def show_decision(case_id: uuid.UUID, call: Paying) -> Response:
    """The sums of the decision, by which finance pays."""
    return await call.ask(queries.decided_money, case_id)


@router.post("/decision", response_model=GrantCaseView)
async def decide(case_id: uuid.UUID, body: DayOfDecision, call: Writing) -> Response:
    """Decide the application."""
    return await call.do(
        GrantCaseView.of, commands.decide_application, case_id, body.decided_on, body.deferral
    )


@router.post("/invitation", response_model=GrantCaseView)
async def invite_applicant(case_id: uuid.UUID, body: Invitation, call: Writing) -> Response:
    """Record that the applicant was invited to add information before a refusal."""
    return await call.do(GrantCaseView.of, commands.invite_applicant, case_id, body)


@router.post("/invitation/answer", response_model=GrantCaseView)
async def note_invitation_answer(
    case_id: uuid.UUID, body: InvitationAnswered, call: Writing
) -> Response:
    """Record the applicant's answer to the invitation."""
    return await call.do(GrantCaseView.of, commands.note_invitation_answer, case_id, body)
