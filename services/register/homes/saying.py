"""What is said of a home beside its surveys; what was said before is kept."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.register.domain.earlier import HomeBefore
from services.register.domain.home import Override
from services.register.domain.listing import Occupancy
from services.register.domain.surveying import HandSet, MistakenPicture, Picture
from services.register.homes.commands import categorise_again, own_home, set_occupancy
from services.register.tables import EarlierHome, RegisteredHome
from shared.bounds import AS_KEPT
from shared.mistakes import Mistake
from shared.persistence.earlier import keep_earlier
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, WrongState


async def set_category(uow: UnitOfWork, home_id: uuid.UUID, order: HandSet) -> RegisteredHome:
    """Put a category over what the rules find, with its reason, author and date."""
    async with _changing(uow, home_id, order.reason) as home:
        by_hand = Override(
            category=order.category, reason=order.reason, by=uow.reach.principal, on=uow.today
        )
        home.survey = {**home.survey, "override": by_hand.model_dump(mode="json")}
        categorise_again(home, uow.today)
    return home


async def withdraw_category(
    uow: UnitOfWork, home_id: uuid.UUID, mistake: Mistake
) -> RegisteredHome:
    """Let the rules decide again."""
    async with _changing(uow, home_id, mistake.reason) as home:
        if "override" not in home.survey:
            raise WrongState("the category is that of the rules")
        home.survey = {key: value for key, value in home.survey.items() if key != "override"}
        categorise_again(home, uow.today)
    return home


async def note_occupancy(
    uow: UnitOfWork, home_id: uuid.UUID, occupancy: Occupancy, reason: str | None
) -> RegisteredHome:
    """A home became empty, or somebody moved in."""
    async with _changing(uow, home_id, reason) as home:
        set_occupancy(home, occupancy, uow.today)
    return home


async def note_consent(
    uow: UnitOfWork, home_id: uuid.UUID, consents: bool | None, reason: str | None
) -> RegisteredHome:
    """Whether the landlord agrees to adaptations; None: not known."""
    async with _changing(uow, home_id, reason) as home:
        home.consents_to_adaptation = consents
        categorise_again(home, uow.today)
    return home


async def join_block(
    uow: UnitOfWork, home_id: uuid.UUID, block: str | None, reason: str | None
) -> RegisteredHome:
    """Say in which of the provider's blocks the home is; None: in none."""
    async with _changing(uow, home_id, reason) as home:
        home.block = block
    return home


async def add_picture(uow: UnitOfWork, home_id: uuid.UUID, picture: Picture) -> RegisteredHome:
    """Keep where a photograph or plan of the home is found; the same one only once."""
    home = await own_home(uow, home_id)
    before = _picture(home, picture.reference)
    home.pictures = [*_others(home, picture.reference), picture]
    if before is not None:
        _keep(uow, home, _said(home, before), _said(home, picture), None)
    return home


async def take_picture_away(
    uow: UnitOfWork, home_id: uuid.UUID, mistake: MistakenPicture
) -> RegisteredHome:
    """Show a picture no more that was added by mistake; what it was stays in the history."""
    home = await own_home(uow, home_id)
    mistaken = _picture(home, mistake.reference)
    if mistaken is None:
        raise InvalidInput.at("/reference", "no picture of this home")
    home.pictures = _others(home, mistake.reference)
    _keep(uow, home, _said(home, mistaken), _said(home), mistake.reason)
    return home


@asynccontextmanager
async def _changing(
    uow: UnitOfWork, home_id: uuid.UUID, reason: str | None
) -> AsyncIterator[RegisteredHome]:
    home = await own_home(uow, home_id)
    was = _said(home)
    yield home
    _keep(uow, home, was, _said(home), reason)


def _keep(
    uow: UnitOfWork, home: RegisteredHome, was: HomeBefore, now: HomeBefore, reason: str | None
) -> None:
    keep_earlier(
        uow,
        EarlierHome,
        was=was,
        now=now,
        reason=reason,
        home_id=home.id,
        district=home.district,
        provider_id=home.provider_id,
    )


def _said(home: RegisteredHome, picture: Picture | None = None) -> HomeBefore:
    beside = {"override": home.survey.get("override"), "picture": picture}
    facts = {name: getattr(home, name) for name in HomeBefore.model_fields.keys() - beside.keys()}
    return HomeBefore.model_validate(facts | beside, context=AS_KEPT)


def _picture(home: RegisteredHome, reference: str) -> Picture | None:
    return next((each for each in home.pictures if each.reference == reference), None)


def _others(home: RegisteredHome, reference: str) -> list[Picture]:
    return [each for each in home.pictures if each.reference != reference]
