"""HTTP of the Construction Industry Scheme: the monthly return, HMRC's part, statements."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.payments.cis import commands, queries
from services.payments.cis.queries import HmrcPaymentView, MonthlyReturn, StatementView, TaxMonth
from services.payments.cis.requests import StatementAsked
from shared.mistakes import Mistake
from shared.views import itself
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.letters import LETTER_RESPONSES, InForm

router = desk("/v1/cis", "construction industry scheme")
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]
Releasing = Annotated[Call, needs("payments:release")]
AT = "/v1/cis/return?district={district}&ending={ending}"


@router.get("/return", response_model=MonthlyReturn)
async def show_return(asked: Annotated[TaxMonth, Query()], call: Seeing) -> Response:
    """Show what a district tells HMRC of a tax month, and what it owes."""
    return await call.ask(queries.monthly_return, asked)


@router.post("/payments", status_code=201, response_model=MonthlyReturn)
async def pay_hmrc(body: TaxMonth, call: Releasing) -> Response:
    """Record that HMRC was paid today what a tax month took off."""
    return await call.create(AT, itself, commands.pay_hmrc, body)


@router.post("/payments/{payment_id}/correction", response_model=HmrcPaymentView)
async def correct_hmrc_payment(payment_id: uuid.UUID, body: Mistake, call: Releasing) -> Response:
    """Take back that HMRC was paid, where that was recorded by mistake; it is owed again."""
    return await call.do(HmrcPaymentView.of, commands.correct_hmrc_payment, payment_id, body)


@router.post("/statements", status_code=201, response_model=StatementView)
async def write_statement(body: StatementAsked, call: Preparing) -> Response:
    """Write to a subcontractor what was taken off in a tax month."""
    at = "/v1/cis/statements/{id}/html"
    return await call.create(at, itself, commands.write_statement, body, call.store)


@router.get(
    "/statements/{statement_id}/{form}", response_class=Response, responses=LETTER_RESPONSES
)
async def read_statement(statement_id: uuid.UUID, form: InForm, call: Seeing) -> Response:
    """The statement as it was written, as HTML or PDF."""
    return await call.send(queries.statement_as, statement_id, form)
