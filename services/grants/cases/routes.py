"""HTTP of cases: how they stand, and how they end."""

import uuid
from typing import Annotated

from fastapi import Path, Response

from services.grants.cases import commands, queries, striking
from services.grants.domain.casework.entries import Noted
from services.grants.domain.casework.entries_of_amending import MistakenEntry
from services.grants.domain.casework.entries_of_ending import Withdrawal
from services.grants.domain.casework.reopening import MistakenEnd
from services.grants.record.view import GrantCaseView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases", "cases")
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]
Auditing = Annotated[Call, needs("audit:read")]
Number = Annotated[int, Path(ge=1, le=100_000, description="Which entry of the case's history")]


@router.get("/{case_id}", response_model=GrantCaseView)
async def show(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show a case."""
    return await call.ask(queries.case, case_id)


@router.get("/{case_id}/history", response_model=queries.CaseHistory)
async def show_history(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show who did what on a case, and what it was each time."""
    return await call.ask(queries.history, case_id)


@router.post("/{case_id}/notes", response_model=GrantCaseView)
async def add_note(case_id: uuid.UUID, body: Noted, call: Writing) -> Response:
    """Add a note; it stands in the history. Of one that is struck out the history has no words."""
    return await call.do(GrantCaseView.of, commands.add_note, case_id, body)


@router.get("/{case_id}/notes/{number}", response_model=queries.StruckOutNote)
async def show_struck_out_note(case_id: uuid.UUID, number: Number, call: Auditing) -> Response:
    """Show what a note said that was struck out; the audit has who read it."""
    return await call.open(queries.struck_out_note, case_id, number)


@router.post("/{case_id}/mistakes", response_model=GrantCaseView)
async def strike_out(case_id: uuid.UUID, body: MistakenEntry, call: Writing) -> Response:
    """Strike out what was recorded by mistake, such as a visit or a note; it stays to be read."""
    return await call.do(GrantCaseView.of, striking.strike_out, case_id, body)


@router.post("/{case_id}/withdrawal", response_model=GrantCaseView)
async def withdraw(case_id: uuid.UUID, body: Withdrawal, call: Writing) -> Response:
    """End the approval, so that nothing more is paid, or close the case that is undecided."""
    return await call.do(GrantCaseView.of, commands.withdraw, case_id, body)


@router.post("/{case_id}/closure", response_model=GrantCaseView)
async def close(case_id: uuid.UUID, call: Writing) -> Response:
    """Close the case."""
    return await call.do(GrantCaseView.of, commands.close_case, case_id)


@router.post("/{case_id}/reopening", response_model=GrantCaseView)
async def reopen_case(case_id: uuid.UUID, body: MistakenEnd, call: Writing) -> Response:
    """Reopen a case that was closed, or whose approval was withdrawn, by mistake."""
    return await call.do(GrantCaseView.of, commands.reopen_case, case_id, body)
