"""HTTP of homes."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Response

from services.register.commands import homes as commands
from services.register.domain.listing import Entry, Occupancy
from services.register.queries import homes as queries
from services.register.queries.homes import HomeView
from shared.schema import Model
from shared.web.work import Work, needs

router = APIRouter(prefix="/v1", tags=["homes"])
Reading = Annotated[Work, needs("register:read")]
Entering = Annotated[Work, needs("register:write", "homes:write")]


class OccupancyNote(Model):
    """Whether somebody lives there now."""

    occupancy: Occupancy


@router.post("/homes", status_code=201, response_model=HomeView)
async def enter(entry: Entry, work: Entering) -> Response:
    """Enter a surveyed home."""
    return await work.create(HomeView.of, commands.register_home, entry)


@router.get("/homes/{home_id}", response_model=HomeView)
async def show_home(home_id: uuid.UUID, work: Reading) -> Response:
    """Show a home."""
    return await work.ask(HomeView.of, queries.home, home_id)


@router.post("/homes/{home_id}/occupancy", response_model=HomeView)
async def occupancy(home_id: uuid.UUID, body: OccupancyNote, work: Entering) -> Response:
    """Note that a home became empty, or that somebody moved in."""
    return await work.do(HomeView.of, commands.note_occupancy, home_id, body.occupancy)
