"""HTTP of debts to the council."""

import uuid
from typing import Annotated

from fastapi import Response

from services.payments.domain.recoveries import Demand, WriteOff
from services.payments.recoveries import commands, giving_up, queries, repaying
from services.payments.recoveries.queries import Recoveries, RecoveryView
from shared.mistakes import Mistake
from shared.schema import Date, Field, Model, Pounds, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/accounts", "recoveries")
Seeing = Annotated[Call, needs("payments:read")]
Writing = Annotated[Call, needs("payments:write")]
Preparing = Annotated[Call, needs("payments:prepare")]
Proposing = Annotated[Call, needs("payments:prepare", "payments:approve")]
"""Whoever proposes a demand or a write-off, or would have to approve it."""
Approving = Annotated[Call, needs("payments:approve")]
AT = "/v1/accounts/{case_id}/recoveries"


class Repayment(Model):
    """Money that came back."""

    model_config = example(amount="500.00", received_on="2026-03-09")

    amount: Pounds = Field(gt=0)
    """How much came in, in pounds; more than nil."""
    received_on: Date
    """The day on which it came in; not after today."""


@router.get("/{case_id}/recoveries", response_model=Recoveries)
async def list_recoveries(case_id: uuid.UUID, call: Seeing) -> Response:
    """List what is demanded back on a case."""
    return await call.ask(queries.recoveries, case_id)


@router.post("/{case_id}/recoveries", status_code=201, response_model=RecoveryView)
async def propose_recovery(case_id: uuid.UUID, body: Demand, call: Preparing) -> Response:
    """Ask that money be demanded back; somebody else decides."""
    return await call.create(AT, RecoveryView.of, commands.propose_recovery, case_id, body)


@router.post("/{case_id}/recoveries/{recovery_id}/approval", response_model=RecoveryView)
async def approve_recovery(case_id: uuid.UUID, recovery_id: uuid.UUID, call: Approving) -> Response:
    """Demand what somebody else asked to be demanded."""
    return await call.do(RecoveryView.of, commands.approve_recovery, case_id, recovery_id)


@router.post("/{case_id}/recoveries/{recovery_id}/withdrawal", response_model=RecoveryView)
async def withdraw_recovery(
    case_id: uuid.UUID, recovery_id: uuid.UUID, body: Mistake, call: Proposing
) -> Response:
    """Withdraw what was proposed by mistake and nobody has demanded."""
    return await call.do(RecoveryView.of, commands.withdraw_recovery, case_id, recovery_id, body)


@router.post("/{case_id}/recoveries/{recovery_id}/correction", response_model=RecoveryView)
async def correct_recovery(
    case_id: uuid.UUID, recovery_id: uuid.UUID, body: Mistake, call: Approving
) -> Response:
    """Take a demand back that was a mistake, while all of it is owed."""
    return await call.do(RecoveryView.of, commands.correct_recovery, case_id, recovery_id, body)


@router.post(
    "/{case_id}/recoveries/{recovery_id}/repayments", status_code=201, response_model=RecoveryView
)
async def receive_repayment(
    case_id: uuid.UUID, recovery_id: uuid.UUID, body: Repayment, call: Writing
) -> Response:
    """Book what came back."""
    return await call.create(
        AT,
        RecoveryView.of,
        repaying.receive_repayment,
        case_id,
        recovery_id,
        body.amount,
        body.received_on,
    )


@router.post(
    "/{case_id}/recoveries/{recovery_id}/repayments/{repayment_id}/correction",
    response_model=RecoveryView,
)
async def correct_repayment(
    case_id: uuid.UUID,
    recovery_id: uuid.UUID,
    repayment_id: uuid.UUID,
    body: Mistake,
    call: Writing,
) -> Response:
    """Take back a repayment that was booked by mistake; it is owed again."""
    return await call.do(
        RecoveryView.of, repaying.correct_repayment, case_id, recovery_id, repayment_id, body
    )


@router.post("/{case_id}/recoveries/{recovery_id}/write-off", response_model=RecoveryView)
async def propose_write_off(
    case_id: uuid.UUID, recovery_id: uuid.UUID, body: WriteOff, call: Preparing
) -> Response:
    """Ask that part of a debt be given up; somebody else decides."""
    return await call.do(RecoveryView.of, giving_up.propose_write_off, case_id, recovery_id, body)


@router.post("/{case_id}/recoveries/{recovery_id}/write-off/approval", response_model=RecoveryView)
async def approve_write_off(
    case_id: uuid.UUID, recovery_id: uuid.UUID, call: Approving
) -> Response:
    """Give up what somebody else asked to be given up."""
    return await call.do(RecoveryView.of, giving_up.approve_write_off, case_id, recovery_id)


@router.post(
    "/{case_id}/recoveries/{recovery_id}/write-off/withdrawal", response_model=RecoveryView
)
async def withdraw_write_off(
    case_id: uuid.UUID, recovery_id: uuid.UUID, body: Mistake, call: Proposing
) -> Response:
    """Withdraw a write-off that was proposed by mistake and that nobody has approved."""
    return await call.do(RecoveryView.of, giving_up.withdraw_write_off, case_id, recovery_id, body)


@router.post(
    "/{case_id}/recoveries/{recovery_id}/write-offs/{write_off_id}/correction",
    response_model=RecoveryView,
)
async def correct_write_off(
    case_id: uuid.UUID,
    recovery_id: uuid.UUID,
    write_off_id: uuid.UUID,
    body: Mistake,
    call: Approving,
) -> Response:
    """Have owed again what was given up by mistake."""
    return await call.do(
        RecoveryView.of, giving_up.correct_write_off, case_id, recovery_id, write_off_id, body
    )
