"""What the accessible housing register publishes."""

import datetime as dt
import uuid
from typing import ClassVar

from pydantic import Field

from shared.contracts.codes import AccessCategory
from shared.contracts.event import ONS_CODE, DistrictEvent, Event, Part, Published
from shared.schema import Pounds, SignedPounds


class Alternative(Part):
    """An empty home that could do instead of adapting the present one."""

    home_id: uuid.UUID
    """The register's own id; never the UPRN, which is an address."""
    district: str
    """ONS code of the district that the home is in."""
    category: AccessCategory
    """The home's access category today."""
    verdict: str = Field(pattern=r"^[a-z_]+$")
    """How well the home meets the need."""
    cost_there: Pounds | None = None
    """Of adapting that home, at the usual price; None where works have to be quoted for."""
    relocation_grant: Pounds | None = None
    """The most that the deciding district offers towards a move there; None where nothing is."""


class AlternativesAssessed(Event):
    """Whether a home in the county would already do, as the register knew it that day."""

    TYPE: ClassVar[str] = "register.alternatives-assessed"

    assessed_on: dt.date
    """The day on which the register looked."""
    homes_considered: int = Field(ge=0)
    """How many homes it looked at."""
    alternatives: tuple[Alternative, ...]
    """The best first; none where no home would do."""


class RelocationCompleted(Event):
    """The household moved instead, and everything for it is paid; pounds.

    All figures follow from events: the estimate of adapting the home that was left, and what was
    paid on this case and on the one linked to it, the applicants' shares included.
    """

    TYPE: ClassVar[str] = "register.relocation-completed"

    relocation_id: uuid.UUID
    """The move, in the register."""
    home_id: uuid.UUID
    """The register's own id of the home moved to."""
    home_district: str = Field(pattern=ONS_CODE)
    """ONS code of the district moved to."""
    category: AccessCategory
    """Access category of the home moved to."""
    linked_case_id: uuid.UUID | None
    """The case on which the new home was adapted; None where it needed nothing."""
    moved_on: dt.date
    """The day from which the household lives there."""
    completed_on: dt.date
    """The day on which all costs were known."""
    planned_cost: Pounds
    """Of adapting the home that was left."""
    adaptation_cost: Pounds
    """Paid for adapting the home moved to."""
    relocation_cost: Pounds
    """Paid on this case: the relocation grant, and works here that were begun and given up."""
    actual_cost: Pounds
    """Adapting the new home and the move together, in pounds."""
    saving: SignedPounds
    """Planned less actual cost; negative where the move cost more."""

    @property
    def subject(self) -> str:
        return str(self.relocation_id)


class ProviderStock(Part):
    """The homes of one housing provider in a district."""

    provider: str = Field(pattern=r"^[a-z0-9-]{1,60}$")
    """The provider's code in the register: an organisation, never a person."""
    homes: int = Field(ge=0)
    """Homes in the register."""
    categorised: int = Field(ge=0)
    """Those whose survey gives a category: not G."""


class StockRecorded(DistrictEvent):
    """The stock in a district was counted, provider by provider."""

    TYPE: ClassVar[str] = "register.stock-recorded"

    record_id: uuid.UUID
    """The record, in the register."""
    taken_on: dt.date
    """The day that it shows; another record of the day replaces it."""
    providers: tuple[ProviderStock, ...]
    """Every provider with a home in the district."""

    @property
    def subject(self) -> str:
        return f"{self.district}/{self.taken_on}"


EVENTS: tuple[type[Published], ...] = (AlternativesAssessed, RelocationCompleted, StockRecorded)
