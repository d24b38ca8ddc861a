"""HTTP of the list of referrals, and of finding one."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.referral.casefile.views import ReferralView
from services.referral.worklist import commands, queries
from services.referral.worklist import search as finding
from services.referral.worklist.queries import (
    MyReferralPage,
    MyReferrals,
    ReferralFilters,
    ReferralPage,
)
from services.referral.worklist.search import ReferralSearch, SearchView
from shared.assignment import Assignment
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "worklist")
Seeing = Annotated[Call, needs("referral:read")]
Finding = Annotated[Call, needs("referral:read", "referral:find")]
"""Who has to know whose case it is, and nothing more of it, finds it too."""
Writing = Annotated[Call, needs("referral:write")]


@router.get("/referrals", response_model=ReferralPage)
async def list_referrals(wanted: Annotated[ReferralFilters, Query()], call: Seeing) -> Response:
    """List referrals, the last received first."""
    return await call.ask(queries.referrals, wanted)


@router.get("/my-referrals", response_model=MyReferralPage)
async def list_my_referrals(wanted: Annotated[MyReferrals, Query()], call: Seeing) -> Response:
    """List what is waiting for whoever asks: the cases they have in hand, the nearest clock first."""
    return await call.ask(queries.mine, wanted)


@router.post("/referrals/search", response_model=SearchView)
async def search(wanted: ReferralSearch, call: Finding) -> Response:
    """Find a case by a name (misspelt too), a reference, a number, a home or a date of birth."""
    return await call.ask(finding.search, wanted)


@router.put("/referrals/{case_id}/officer", response_model=ReferralView)
async def assign(case_id: uuid.UUID, body: Assignment, call: Writing) -> Response:
    """Say who has a case in hand."""
    return await call.do(ReferralView.of, commands.assign, case_id, body)
