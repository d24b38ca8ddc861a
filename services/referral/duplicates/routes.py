"""HTTP of who may be the same person."""

import uuid
from typing import Annotated

from fastapi import Response

from services.referral.domain.links import Linking
from services.referral.duplicates import commands, queries
from services.referral.duplicates.queries import LikenessView, PersonAsked
from shared.views import itself
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/referrals", "duplicates")
Seeing = Annotated[Call, needs("referral:read")]
Writing = Annotated[Call, needs("referral:write")]


@router.post("/likenesses", response_model=LikenessView)
async def who_may_be(asked: PersonAsked, call: Seeing) -> Response:
    """Ask whether a person is known already, before their enquiry is taken up."""
    return await call.ask(queries.who_may_be, asked)


@router.get("/{case_id}/likenesses", response_model=LikenessView)
async def likenesses(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show who may be the person of a case, and what officers said of it."""
    return await call.ask(queries.likenesses, case_id)


@router.post("/{case_id}/likenesses", response_model=LikenessView)
async def say_of_another(case_id: uuid.UUID, body: Linking, call: Writing) -> Response:
    """Say that two records are of one person or of two, or take that back, with a reason."""
    return await call.do(itself, commands.say_of_another, case_id, body)
