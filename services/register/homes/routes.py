"""HTTP of homes."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.register.domain.listing import Entry, Occupancy
from services.register.domain.surveying import HandSet, MistakenPicture, Name, Picture, Taken
from services.register.homes import commands, copying, histories, queries, saying
from services.register.homes.histories import HomeHistory, SurveyHistory
from services.register.homes.queries import (
    CoverageView,
    HomePage,
    HomesChanged,
    HomeView,
    Search,
)
from shared.contracts.event import District
from shared.mistakes import Mistake, SaidAnew
from shared.schema import Field, Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "homes")
Seeing = Annotated[Call, needs("register:read")]
Entering = Annotated[Call, needs("register:write", "homes:write")]


class OccupancyNote(SaidAnew):
    """Whether somebody lives there now."""

    model_config = example(occupancy="empty")

    occupancy: Occupancy
    """As from today; it is the provider who knows."""


class ConsentNote(SaidAnew):
    """Whether the landlord agrees to adaptations; null: not known."""

    model_config = example(consents_to_adaptation=True)

    consents_to_adaptation: bool | None
    """As the landlord said; null takes back an answer."""


class BlockNote(SaidAnew):
    """The block in which the home is; null: in none."""

    model_config = example(block="Priory Court 1 to 12")

    block: Name | None
    """Name of the block as the provider calls it; homes of one block share its communal survey."""


class BlockSurvey(Taken):
    """A survey of the communal parts of one of a provider's blocks."""

    model_config = example(
        surveyed_on="2026-03-02",
        basis="surveyed",
        answers={"communal_entrance": {"steps": 0, "door_width": 900, "threshold": 0}},
        district="E07000083",
        provider_id="severn-homes",
        block="Priory Court 1 to 12",
    )

    district: District
    """ONS code of the district that the block is in."""
    provider_id: Annotated[str, Field(max_length=60)]
    """The landlord whose block it is, by its code."""
    block: Annotated[str, Field(max_length=120)]
    """Name of the block as noted on its homes."""


class IdenticalHomes(Model):
    """Homes of the same design, to which the answers apply as well."""

    model_config = example(homes=["7b1c7a0e-2f0e-4c55-8f2f-6f0f0c1d3a52"])

    homes: Annotated[list[uuid.UUID], Field(min_length=1, max_length=500)]
    """The homes to which the answers are copied, by their numbers in the register; 1 to 500."""


@router.post("/homes", status_code=201, response_model=HomeView)
async def enter(entry: Entry, call: Entering) -> Response:
    """Enter a surveyed home."""
    return await call.create("/v1/homes/{id}", HomeView.of, commands.register_home, entry)


@router.get("/homes", response_model=HomePage)
async def search(wanted: Annotated[Search, Query()], call: Seeing) -> Response:
    """Search homes by what they are; whatever is left out does not matter."""
    return await call.ask(queries.search, wanted)


@router.get("/homes/{home_id}", response_model=HomeView)
async def show_home(home_id: uuid.UUID, call: Seeing) -> Response:
    """Show a home."""
    return await call.ask(queries.home, home_id)


@router.get("/homes/{home_id}/surveys", response_model=SurveyHistory)
async def show_surveys(home_id: uuid.UUID, call: Seeing) -> Response:
    """Show every survey of a home, with the category that it led to."""
    return await call.ask(histories.surveys, home_id)


@router.get("/homes/{home_id}/history", response_model=HomeHistory)
async def show_home_history(home_id: uuid.UUID, call: Seeing) -> Response:
    """Show what was said of a home beside its surveys, each time before it was said anew."""
    return await call.ask(histories.history, home_id)


@router.post("/homes/{home_id}/surveys", response_model=HomeView)
async def take_survey(home_id: uuid.UUID, body: Taken, call: Entering) -> Response:
    """Take a survey in; what it leaves out stays as it was."""
    return await call.do(HomeView.of, commands.take_survey, home_id, body)


@router.post("/block-surveys", response_model=HomesChanged)
async def survey_block(body: BlockSurvey, call: Entering) -> Response:
    """Survey a block's communal parts once, for all of its homes."""
    taken = Taken(surveyed_on=body.surveyed_on, basis=body.basis, answers=body.answers)
    return await call.do(
        HomesChanged.of, commands.survey_block, body.district, body.provider_id, body.block, taken
    )


@router.post("/homes/{home_id}/identical-homes", response_model=HomesChanged)
async def copy_survey(home_id: uuid.UUID, body: IdenticalHomes, call: Entering) -> Response:
    """Take a home's answers over to homes of the same design, without works that were done in it."""
    return await call.do(HomesChanged.of, copying.copy_survey, home_id, body.homes)


@router.put("/homes/{home_id}/category", response_model=HomeView)
async def set_category(home_id: uuid.UUID, body: HandSet, call: Entering) -> Response:
    """Put a category over what the rules find, with a reason."""
    return await call.do(HomeView.of, saying.set_category, home_id, body)


@router.post("/homes/{home_id}/category/withdrawal", response_model=HomeView)
async def withdraw_category(home_id: uuid.UUID, body: Mistake, call: Entering) -> Response:
    """Let the rules decide again, with a reason."""
    return await call.do(HomeView.of, saying.withdraw_category, home_id, body)


@router.post("/homes/{home_id}/occupancy", response_model=HomeView)
async def occupancy(home_id: uuid.UUID, body: OccupancyNote, call: Entering) -> Response:
    """Note that a home became empty, or that somebody moved in."""
    return await call.do(HomeView.of, saying.note_occupancy, home_id, body.occupancy, body.reason)


@router.put("/homes/{home_id}/consent", response_model=HomeView)
async def consent(home_id: uuid.UUID, body: ConsentNote, call: Entering) -> Response:
    """Note whether the landlord agrees to adaptations."""
    return await call.do(
        HomeView.of, saying.note_consent, home_id, body.consents_to_adaptation, body.reason
    )


@router.put("/homes/{home_id}/block", response_model=HomeView)
async def block(home_id: uuid.UUID, body: BlockNote, call: Entering) -> Response:
    """Say in which block the home is."""
    return await call.do(HomeView.of, saying.join_block, home_id, body.block, body.reason)


@router.post("/homes/{home_id}/pictures", response_model=HomeView)
async def add_picture(home_id: uuid.UUID, body: Picture, call: Entering) -> Response:
    """Keep where a photograph or plan is found."""
    return await call.do(HomeView.of, saying.add_picture, home_id, body)


@router.post("/homes/{home_id}/pictures/correction", response_model=HomeView)
async def correct_picture(home_id: uuid.UUID, body: MistakenPicture, call: Entering) -> Response:
    """Take away a picture that was added by mistake."""
    return await call.do(HomeView.of, saying.take_picture_away, home_id, body)


@router.get("/providers", response_model=CoverageView)
async def providers(call: Seeing) -> Response:
    """Which providers have categorised how much of their registered stock."""
    return await call.ask(queries.coverage)
