"""What readers are shown of adverts, bids, refusals and rights of nomination."""

import datetime as dt
import uuid

from services.register.domain.adverts import (
    BidDecision,
    DecisionTakenBack,
    Kind,
    Particular,
    Refusals,
)
from services.register.domain.fitting import Finding, Verdict
from services.register.domain.life import State
from services.register.domain.needs import Band
from services.register.domain.nominations import Hold, NominationRight
from services.register.domain.prices import Cost
from services.register.domain.relocation import RefusedBy
from shared.contracts.codes import AccessCategory
from shared.mistakes import TakenBack
from shared.schema import Model
from shared.views import ViewOfRow


class AdvertView(ViewOfRow):
    """A home on offer."""

    id: uuid.UUID
    """The register's number of the advert, for bids and shortlists."""
    version: int
    """Counts the changes; the ETag is made of it."""
    home_id: uuid.UUID
    """The home on offer."""
    district: str
    """ONS code of the district that the home is in."""
    provider_id: str
    """The landlord that offers it, by its code."""
    category: AccessCategory
    """The home's access category on the day it was advertised."""
    particulars: list[Particular]
    """The home domain by domain: what a household with a need looks at first."""
    opened_on: dt.date
    """The first day for bids."""
    closes_on: dt.date
    """The last day for bids."""
    available_from: dt.date
    """The day from which the home can be let."""
    held_before: dt.date | None
    """The authority may nominate before this day."""
    state: State
    """How far the advert has come."""
    closed_on: dt.date | None
    """The day it was let or withdrawn; null while it is open."""
    withdrawn_because: str | None
    """Why it was withdrawn; null otherwise."""


class AdvertsView(Model):
    """A page of adverts; `next` continues it, also when nothing more changed yet."""

    items: list[AdvertView]
    """The adverts, those changed longest ago first."""
    next: str
    """Send it as `after` to read on from here."""


class BidView(ViewOfRow):
    """A bid or nomination, and what was decided on it."""

    advert_id: uuid.UUID
    """The advert on which it was placed."""
    case_id: uuid.UUID
    """The household, by its case."""
    district: str
    """ONS code of the district that decides the case."""
    kind: Kind
    """Whether the household bid or the authority nominated it."""
    band: Band
    """The household's band of priority in the lettings scheme."""
    band_date: dt.date
    """The day from which the band counts."""
    placed_on: dt.date
    """The day on which it was placed."""
    decision: BidDecision | None
    """What became of it; null before it was decided."""
    refused_by: RefusedBy | None
    """Who refused; null where nobody did."""
    domains: list[str]
    """In which domains the home fell short, where it was refused."""
    decided_on: dt.date | None
    """The day on which it was decided; null before that."""
    taken_back: tuple[DecisionTakenBack, ...]
    """What was decided on it by mistake, the first first."""


class Placed(Model):
    """A bid in its place on the shortlist, with the reasons by domain."""

    bid: BidView
    """The bid or nomination."""
    looking: bool
    """Whether the household has no home that does yet; one that has keeps its place."""
    verdict: Verdict
    """How well the home meets the household's need."""
    findings: list[Finding]
    """What each domain of the need came to, and why."""
    adaptations: list[str]
    """Works of the catalogue that the home would need, by code."""
    cost: Cost | None
    """Of those works; null where one of them has to be quoted for."""
    waste: int
    """By how many categories the home is better than the need."""
    preference: int
    """Weight of the preferences that the home meets."""


class ShortlistView(Model):
    """Every bid on an advert in the order in which an officer looks at them; none is left out."""

    advert: AdvertView
    """The advert on which they bid."""
    items: list[Placed]
    """The bids, the first in line first."""


class RefusalsView(Model):
    """In which domains homes were refused: what the stock lacks."""

    items: list[Refusals]
    """One line for each district, category, domain and who refused."""


class RightView(NominationRight, ViewOfRow):
    """The right to nominate to one home."""

    id: uuid.UUID
    """The register's number of the right."""
    home_id: uuid.UUID
    """The home that it is on."""
    taken_back: TakenBack | None
    """When it was found to be a mistake, by whom and why; null: it stands."""


class NominationsView(Model):
    """The rights of nomination on a home, and the four weeks of each of its vacancies."""

    home_id: uuid.UUID
    """The home."""
    rights: list[RightView]
    """The conditions that were imposed on it, each with its period, and those that were a mistake."""
    holds: list[Hold]
    """For each vacancy, from when to when the authority may nominate."""


class HeldHome(Model):
    """An empty home for which the authority may nominate on the day asked about."""

    home_id: uuid.UUID
    """The empty home."""
    district: str
    """ONS code of the district that the home is in."""
    provider_id: str
    """The landlord, by its code."""
    category: AccessCategory
    """The home's access category today."""
    hold: Hold
    """From when to when the authority may nominate."""


class HeldHomesView(Model):
    """The vacancies that are held for a nomination, the one that ends first at the head."""

    items: list[HeldHome]
    """The homes with the time in which to nominate."""
