"""What readers are shown of homes."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer
from sqlalchemy import func, select

from services.register.domain.categorising import Categorisation
from services.register.domain.home import BuildingRegulations, Home, Override, opened
from services.register.domain.listing import Occupancy
from services.register.domain.provenance import Source
from services.register.domain.surveying import Picture
from services.register.homes.lines import HomeLine
from services.register.tables import RegisteredHome
from shared.bounds import AS_KEPT
from shared.contracts.codes import AccessCategory
from shared.contracts.event import District
from shared.identifiers import Uprn
from shared.persistence.reading import Reading
from shared.schema import Date, Field, Model
from shared.web.lists import Asked, Order, Page, list_page, narrowed


def _as_answered(survey: Home) -> dict[str, Any]:
    return survey.model_dump(mode="json", exclude_unset=True)


Answered = Annotated[Home, BeforeValidator(opened), PlainSerializer(_as_answered)]
"""A survey as it is kept: a question that nobody has answered is not in it."""


class HomeView(Model):
    """A home with its survey and its category."""

    id: uuid.UUID
    """The register's number of the home."""
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    """ONS code of the district that the home is in."""
    provider_id: str
    """The landlord, by its code."""
    uprn: str
    """Unique Property Reference Number of the home."""
    occupancy: Occupancy
    """Whether somebody lives there now."""
    vacated_on: list[Date]
    """The dates on which it became empty, as far as the register knows."""
    consents_to_adaptation: bool | None
    """Whether the landlord agrees to adaptations; null: not known."""
    block: str | None
    """The block in which it is; null: in none."""
    pictures: list[Picture]
    """Photographs and plans, which are kept elsewhere."""
    survey: Answered
    """The answers as they stand after every survey."""
    sources: dict[str, Source]
    """Of each answer of the survey, by JSON pointer; unknown where there is none."""
    surveyed_on: dt.date | None
    """The day of the newest survey; null where there is none."""
    category: AccessCategory
    """The access category that holds."""
    categorisation: Categorisation
    """How the category came about, rule by rule."""
    override: Override | None
    """A category set by hand, with its reason; null where the rules decide."""
    building_regulations: BuildingRegulations | None
    """Requirement of Part M it was built to: never made into an access category."""

    @classmethod
    def of(cls, row: RegisteredHome) -> "HomeView":
        shown = cls.model_fields.keys() - {"override", "building_regulations"}
        return cls.model_validate(
            {name: getattr(row, name) for name in shown}
            | {key: row.survey.get(key) for key in ("override", "building_regulations")},
            context=AS_KEPT,
        )


class HomesChanged(Model):
    """The homes that a command went through."""

    items: list[HomeView]
    """Each home as it is now."""

    @classmethod
    def of(cls, rows: Sequence[RegisteredHome]) -> "HomesChanged":
        return cls(items=[HomeView.of(row) for row in rows])


AS_ENTERED = Order((RegisteredHome.position,))


class HomePage(Page):
    """A page of homes, in the order in which they were entered."""

    items: list[HomeLine]
    """The homes of this page."""


class Search(Asked):
    """What a search is for; whatever is left out does not matter."""

    district: District | None = None
    """ONS code of the district."""
    uprn: Uprn | None = None
    """This home alone, by its Unique Property Reference Number."""
    category: AccessCategory | None = None
    """This access category alone."""
    bedrooms: Annotated[int | None, Field(ge=0, le=20)] = None
    """At least so many bedrooms."""
    occupancy: Occupancy | None = None
    """Whether somebody lives there."""
    provider_id: Annotated[str | None, Field(max_length=60)] = None
    """The landlord, by its code."""
    block: Annotated[str | None, Field(max_length=120)] = None
    """The block of flats, by the landlord's name for it."""
    building_regulations: BuildingRegulations | None = None
    """Requirement of Part M it was built to."""


class Coverage(Model):
    """How much of its stock a provider has categorised: one of the measures of impact."""

    provider: str
    """The landlord, by its code."""
    homes: int
    """How many of its homes the register has."""
    categorised: int
    """How many of them have a category other than G."""


class CoverageView(Model):
    """How much of its registered stock each provider has categorised."""

    items: list[Coverage]
    """One line for each provider."""

    @classmethod
    def of(cls, rows: Sequence[Coverage]) -> "CoverageView":
        return cls(items=list(rows))


async def home(reading: Reading, home_id: uuid.UUID) -> HomeView:
    """One home."""
    return HomeView.of(await reading.read(RegisteredHome, home_id))


async def search(reading: Reading, wanted: Search) -> HomePage:
    """Homes by what they are, in the order in which they were entered."""
    homes = narrowed(
        select(RegisteredHome),
        wanted,
        RegisteredHome.district,
        RegisteredHome.uprn,
        RegisteredHome.category,
        RegisteredHome.occupancy,
        RegisteredHome.provider_id,
        RegisteredHome.block,
        RegisteredHome.building_regulations,
    )
    if wanted.bedrooms is not None:
        homes = homes.where(RegisteredHome.bedrooms >= wanted.bedrooms)
    rows, following = await list_page(reading, homes, wanted, AS_ENTERED)
    items = [HomeLine.of(row) for row in rows]
    return HomePage(items=items, next=following)


async def coverage(reading: Reading) -> CoverageView:
    """By provider: homes in the register, and those with a category better than G."""
    assessed = func.count().filter(RegisteredHome.category != AccessCategory.G)
    rows = await reading.session.execute(
        select(RegisteredHome.provider_id, func.count(), assessed)
        .group_by(RegisteredHome.provider_id)
        .order_by(RegisteredHome.provider_id)
    )
    return CoverageView.of(
        [Coverage(provider=name, homes=homes, categorised=done) for name, homes, done in rows]
    )
