"""HTTP of moves followed to their end."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.register.domain.relocation import MistakenStage, MovingIn, Refusal, Viewing
from services.register.moves import commands, correcting, linking, queries
from services.register.moves.queries import MovePage, MovesWanted, RelocationsView, RelocationView
from shared.mistakes import Mistake
from shared.schema import Date, Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "relocations")
Seeing = Annotated[Call, needs("register:read")]
Writing = Annotated[Call, needs("register:write")]


class Proposal(Model):
    """The home that is proposed."""

    model_config = example(home_id="7b1c7a0e-2f0e-4c55-8f2f-6f0f0c1d3a52")

    home_id: uuid.UUID
    """The registered home that is proposed to the household."""


class Offer(Model):
    """The landlord's offer of the home."""

    model_config = example(offered_on="2026-03-06")

    offered_on: Date
    """The day on which the landlord offered the home; not after today."""


class Acceptance(Model):
    """The household's yes."""

    model_config = example(accepted_on="2026-03-09")

    accepted_on: Date
    """The day on which the household accepted the home; not after today."""


class LinkedCase(Model):
    """The case on which the new home is adapted."""

    model_config = example(case_id="7b1c7a0e-2f0e-4c55-8f2f-6f0f0c1d3a52")

    case_id: uuid.UUID
    """The grant case on which the new home is adapted; another than that of the move."""


@router.post("/cases/{case_id}/relocations", status_code=201, response_model=RelocationView)
async def propose(case_id: uuid.UUID, body: Proposal, call: Writing) -> Response:
    """Propose a home to move to."""
    return await call.create(
        "/v1/relocations/{id}", RelocationView.of, commands.propose, case_id, body.home_id
    )


@router.get("/cases/{case_id}/relocations", response_model=RelocationsView)
async def of_case(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show the moves that were proposed on a case."""
    return await call.ask(queries.relocations, case_id)


@router.get("/relocations", response_model=MovePage)
async def list_moves(wanted: Annotated[MovesWanted, Query()], call: Seeing) -> Response:
    """List moves of all cases, the one that has stood longest where it stands first."""
    return await call.ask(queries.moves, wanted)


@router.get("/relocations/{move_id}", response_model=RelocationView)
async def show_move(move_id: uuid.UUID, call: Seeing) -> Response:
    """Show a move."""
    return await call.ask(queries.relocation, move_id)


@router.post("/relocations/{move_id}/viewing", response_model=RelocationView)
async def view(move_id: uuid.UUID, body: Viewing, call: Writing) -> Response:
    """Record that the home was seen with the occupational therapist."""
    return await call.do(RelocationView.of, commands.view, move_id, body)


@router.post("/relocations/{move_id}/offer", response_model=RelocationView)
async def offer(move_id: uuid.UUID, body: Offer, call: Writing) -> Response:
    """Record that the home was offered."""
    return await call.do(RelocationView.of, commands.offer, move_id, body.offered_on)


@router.post("/relocations/{move_id}/acceptance", response_model=RelocationView)
async def accept(move_id: uuid.UUID, body: Acceptance, call: Writing) -> Response:
    """Record that the household takes the home."""
    return await call.do(RelocationView.of, commands.accept, move_id, body.accepted_on)


@router.post("/relocations/{move_id}/refusal", response_model=RelocationView)
async def refuse(move_id: uuid.UUID, body: Refusal, call: Writing) -> Response:
    """Record that nothing comes of the home, and why."""
    return await call.do(RelocationView.of, commands.refuse, move_id, body)


@router.post("/relocations/{move_id}/linked-case", response_model=RelocationView)
async def link(move_id: uuid.UUID, body: LinkedCase, call: Writing) -> Response:
    """Link the case on which the new home is adapted."""
    return await call.do(RelocationView.of, linking.link_case, move_id, body.case_id)


@router.post("/relocations/{move_id}/linked-case/correction", response_model=RelocationView)
async def correct_link(move_id: uuid.UUID, body: Mistake, call: Writing) -> Response:
    """Take back which case is linked, so that the right one can be."""
    return await call.do(RelocationView.of, linking.correct_link, move_id, body)


@router.post("/relocations/{move_id}/move", response_model=RelocationView)
async def move_in(move_id: uuid.UUID, body: MovingIn, call: Writing) -> Response:
    """Record that the household lives there."""
    return await call.do(RelocationView.of, commands.move_in, move_id, body)


@router.post("/relocations/{move_id}/completion", response_model=RelocationView)
async def complete_move(move_id: uuid.UUID, call: Writing) -> Response:
    """Close the move: what it came to follows from what was estimated and paid."""
    return await call.do(RelocationView.of, commands.complete, move_id)


@router.post("/relocations/{move_id}/correction", response_model=RelocationView)
async def correct_move(move_id: uuid.UUID, body: MistakenStage, call: Writing) -> Response:
    """Take back the last step of a move that was recorded by mistake."""
    return await call.do(RelocationView.of, correcting.correct_move, move_id, body)
