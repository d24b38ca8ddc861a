"""HTTP of the grants service."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants import commands, queries
from services.grants.determining import CostEstimate
from services.grants.domain.casework.life import Approver, Withdrawal
from services.grants.domain.facts.application import Application
from services.grants.domain.outcome import Determination
from services.grants.queries import GrantCaseView
from shared.schema import Date, Model
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases", "cases")
Reading = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]


class Decision(Model):
    """The date of the decision and the approvals that its awards need."""

    decided_on: Date
    approvals: tuple[Approver, ...] = ()


class Certification(Model):
    """The date on which the works were found complete."""

    certified_on: Date


class Registration(Model):
    """The date on which the charge was registered."""

    registered_on: Date


@router.get("/{case_id}", response_model=GrantCaseView)
async def show(case_id: uuid.UUID, call: Reading) -> Response:
    """Show a case."""
    return await call.ask(queries.case, case_id)


@router.post("/{case_id}/cost-estimate", response_model=GrantCaseView)
async def estimate(case_id: uuid.UUID, body: CostEstimate, call: Writing) -> Response:
    """Say what adapting the present home would cost."""
    return await call.do(GrantCaseView.of, commands.estimate_cost, case_id, body)


@router.post("/{case_id}/offer", response_model=GrantCaseView)
async def offer(case_id: uuid.UUID, draft: Application, call: Writing) -> Response:
    """Offer in principle."""
    return await call.do(GrantCaseView.of, commands.make_offer, case_id, draft)


@router.post("/{case_id}/application", response_model=GrantCaseView)
async def apply(case_id: uuid.UUID, application: Application, call: Writing) -> Response:
    """Take a complete application."""
    return await call.do(GrantCaseView.of, commands.complete_application, case_id, application)


@router.get("/{case_id}/proposal", response_model=Determination)
async def proposal(case_id: uuid.UUID, decided_on: Date, call: Reading) -> Response:
    """What the decision would be on that day."""
    return await call.ask(queries.proposal, case_id, decided_on)


@router.post("/{case_id}/decision", response_model=GrantCaseView)
async def decide(case_id: uuid.UUID, body: Decision, call: Writing) -> Response:
    """Decide the application."""
    return await call.do(
        GrantCaseView.of, commands.decide_application, case_id, body.decided_on, body.approvals
    )


@router.post("/{case_id}/withdrawal", response_model=GrantCaseView)
async def withdraw(case_id: uuid.UUID, body: Withdrawal, call: Writing) -> Response:
    """End the approval, so that nothing more is paid, or close the case that is undecided."""
    return await call.do(GrantCaseView.of, commands.withdraw, case_id, body)


@router.post("/{case_id}/works-certification", response_model=GrantCaseView)
async def certify(case_id: uuid.UUID, body: Certification, call: Writing) -> Response:
    """Certify that the works are complete."""
    return await call.do(GrantCaseView.of, commands.certify_works, case_id, body.certified_on)


@router.post("/{case_id}/land-charge-registration", response_model=GrantCaseView)
async def register_charge(case_id: uuid.UUID, body: Registration, call: Writing) -> Response:
    """Record that the land charge is registered."""
    return await call.do(
        GrantCaseView.of, commands.register_land_charge, case_id, body.registered_on
    )


@router.post("/{case_id}/closure", response_model=GrantCaseView)
async def close(case_id: uuid.UUID, call: Writing) -> Response:
    """Close the case."""
    return await call.do(GrantCaseView.of, commands.close_case, case_id)
