"""HTTP of payment runs. One person prepares, another approves, a third releases."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.domain.releases import Answered, Proposal, Seen
from services.payments.domain.returns import AnswerCorrection, Recall, ReturnCorrection, Returned
from services.payments.domain.runs import Reference
from services.payments.runs import commands, correcting, queries, returning
from services.payments.runs.queries import (
    RunFile,
    RunPage,
    RunPaymentPage,
    RunPaymentSearch,
    RunPaymentView,
    RunSearch,
    RunView,
)
from shared.mistakes import Mistake
from shared.schema import Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/runs", "runs")
returns = desk("/v1/returns", "runs")
Writing = Annotated[Call, needs("payments:write")]
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]
Approving = Annotated[Call, needs("payments:approve")]
Releasing = Annotated[Call, needs("payments:release")]


class MadeGood(Model):
    """A payment that did not reach its payee."""

    model_config = example(reference="DFG 000042 00001")

    reference: Reference
    """Its reference in the run."""


@router.get("", response_model=RunPage)
async def list_runs(asked: Annotated[RunSearch, Query()], call: Seeing) -> Response:
    """List runs, the newest first."""
    return await call.ask(queries.runs, asked)


@router.get("/{run_id}", response_model=RunView)
async def show_run(run_id: uuid.UUID, call: Seeing) -> Response:
    """Show a run with its payments."""
    return await call.ask(queries.run, run_id)


@router.get("/{run_id}/payments", response_model=RunPaymentPage)
async def list_run_payments(
    run_id: uuid.UUID, asked: Annotated[RunPaymentSearch, Query()], call: Seeing
) -> Response:
    """List the payments of a run and what became of each, in the order of its file."""
    return await call.ask(queries.run_payments, run_id, asked)


@router.get("/{run_id}/file", response_model=RunFile)
async def show_file(run_id: uuid.UUID, call: Releasing) -> Response:
    """Give the sealed file out: the same bytes each time; the audit has who got it."""
    return await call.open(queries.run_file, run_id)


@router.post("", status_code=201, response_model=RunView)
async def propose_run(body: Proposal, call: Preparing) -> Response:
    """Put the approved invoices that wait into a run."""
    return await call.create("/v1/runs/{id}", RunView.of, commands.propose_run, body)


@router.post("/{run_id}/approval", response_model=RunView)
async def approve_run(run_id: uuid.UUID, body: Seen, call: Approving) -> Response:
    """Approve the payments that were seen."""
    return await call.do(RunView.of, commands.approve_run, run_id, body)


@router.post("/{run_id}/seal", response_model=RunView)
async def seal_run(run_id: uuid.UUID, call: Releasing) -> Response:
    """Make the file, which never changes after."""
    return await call.do(RunView.of, commands.seal_run, run_id)


@router.post("/{run_id}/handing-in", response_model=RunView)
async def hand_in(run_id: uuid.UUID, call: Releasing) -> Response:
    """Note that the bank has the file."""
    return await call.do(RunView.of, commands.hand_in, run_id)


@router.post("/{run_id}/confirmation", response_model=RunView)
async def confirm_run(run_id: uuid.UUID, body: Answered, call: Releasing) -> Response:
    """Take the bank's answer; the payments are posted one after the other."""
    return await call.do(RunView.of, commands.confirm_run, run_id, body)


@router.post("/{run_id}/confirmation/correction", response_model=RunView)
async def correct_answer(run_id: uuid.UUID, body: AnswerCorrection, call: Releasing) -> Response:
    """Note what the bank did with a payment, where something else was noted by mistake."""
    return await call.do(RunView.of, correcting.correct_answer, run_id, body)


@router.post("/{run_id}/voidance", response_model=RunView)
async def void_run(run_id: uuid.UUID, body: Mistake, call: Releasing) -> Response:
    """Give up a run that the bank does not have, with the reason."""
    return await call.do(RunView.of, commands.void_run, run_id, body)


@router.post("/{run_id}/made-good", response_model=RunView)
async def make_good(run_id: uuid.UUID, body: MadeGood, call: Approving) -> Response:
    """Have a payment that failed due again, to the other bank details of its payee."""
    return await call.do(RunView.of, returning.make_good, run_id, body.reference)


@router.post("/{run_id}/recalls", response_model=RunView)
async def recall_payment(run_id: uuid.UUID, body: Recall, call: Releasing) -> Response:
    """Note that the bank was asked to stop a payment of the run."""
    return await call.do(RunView.of, returning.recall_payment, run_id, body)


@returns.post("", status_code=201, response_model=RunPaymentView)
async def note_return(body: Returned, call: Writing) -> Response:
    """Book a payment that the payee's bank sent back."""
    at = "/v1/runs/{run_id}/payments?reference={reference}"
    return await call.create(at, RunPaymentView.of, returning.note_return, body)


@returns.post("/correction", response_model=RunPaymentView)
async def correct_return(body: ReturnCorrection, call: Writing) -> Response:
    """Take back that a payment came back, where it did not."""
    return await call.do(RunPaymentView.of, correcting.correct_return, body)
