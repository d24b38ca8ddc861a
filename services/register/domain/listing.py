"""A home as a provider enters it."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from services.register.domain.home import Home
from shared.bounds import Shaped
from shared.contracts.event import District
from shared.identifiers import Uprn
from shared.problems import InvalidInput, OutOfReach
from shared.schema import Model, example

DAYS_A_YEAR = 365
ProviderId = Annotated[
    str,
    Shaped(
        r"^[a-z0-9-]{1,60}$",
        "a landlord's code is small letters, digits and hyphens, such as severn-homes",
    ),
]


class Occupancy(StrEnum):
    """Whether somebody lives there."""

    EMPTY = "empty"
    OCCUPIED = "occupied"


class Entry(Model):
    """A surveyed home and whose it is."""

    model_config = example(
        district="E07000083",
        provider_id="severn-homes",
        uprn="100120999001",
        occupancy="occupied",
        consents_to_adaptation=True,
        survey={
            "postcode": "GL20 5AA",
            "landlord": {"kind": "housing_association", "name": "Severn Homes"},
            "bedrooms": 2,
            "entry_level": "ground",
            "property_entrance": {"steps": 0, "door_width": 800, "threshold": 15},
            "kitchen": {"turning": [1500, 1500]},
        },
    )

    district: District
    """ONS code of the district that the home is in."""
    provider_id: ProviderId
    """The landlord's code: small letters, digits and hyphens, up to 60."""
    uprn: Uprn
    """The home's Unique Property Reference Number, 1 to 12 digits; each is entered once."""
    occupancy: Occupancy
    """Whether somebody lives there now."""
    consents_to_adaptation: bool | None = None
    """Whether the landlord agrees to adaptations; None where not known."""
    survey: Home
    """What was measured and seen; leave out what is not known."""


class OftenRelet(Model):
    """How many times within how many years a home has to have become empty."""

    times: int
    within_years: int

    def since(self, today: date) -> date:
        """The first day that counts."""
        return today - timedelta(days=DAYS_A_YEAR * self.within_years)


def check_entry(entry: Entry, provider: str | None) -> None:
    """A provider enters its own homes, and no other's; a category is set by hand afterwards.

    Setting it is an act of its own, by whoever the token names.
    """
    if entry.survey.override is not None:
        raise InvalidInput.at(
            "/survey/override", "leave it out: a category by hand is set once the home is entered"
        )
    if provider is not None and entry.provider_id != provider:
        raise OutOfReach(f"you may enter homes of {provider} only")
