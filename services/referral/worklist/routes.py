"""HTTP of the list of referrals, and of finding one."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.referral.casefile.views import ReferralView
from services.referral.worklist import commands, queries
from services.referral.worklist import search as finding
from services.referral.worklist.queries import ReferralFilters, ReferralPage
from services.referral.worklist.search import ReferralSearch, SearchView
from shared.schema import Field, Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/referrals", "worklist")
Reading = Annotated[Call, needs("referral:read")]
Writing = Annotated[Call, needs("referral:write")]


class Assignment(Model):
    """Who is to have the case in hand."""

    model_config = example(officer="o.therapist")

    officer: Annotated[str, Field(min_length=1, max_length=200)] | None
    """As their token names them; null takes the case from whoever had it."""


@router.get("", response_model=ReferralPage)
async def list_referrals(wanted: Annotated[ReferralFilters, Query()], call: Reading) -> Response:
    """List referrals, the last received first."""
    return await call.ask(queries.referrals, wanted)


@router.post("/search", response_model=SearchView)
async def search(wanted: ReferralSearch, call: Reading) -> Response:
    """Find a case by a name (misspelt too), a reference, a number, a home or a date of birth."""
    return await call.ask(finding.search, wanted)


@router.put("/{case_id}/officer", response_model=ReferralView)
async def assign(case_id: uuid.UUID, body: Assignment, call: Writing) -> Response:
    """Say who has a case in hand."""
    return await call.do(ReferralView.of, commands.assign, case_id, body.officer)
